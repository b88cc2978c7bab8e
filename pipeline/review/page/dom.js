// Elements. Text goes in as text, whatever it holds: nothing here reads HTML.

// el('td.number', {title: 'x', onclick: f}, 'text', child, ...): classes after dots; what begins
// with `on` is a listener; null, undefined and false are left out.
export function el(spec, properties = {}, ...children) {
  return build(document.createElement(spec.split('.')[0]), spec, properties, children);
}

export function svg(spec, properties = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', spec.split('.')[0]);
  return build(element, spec, properties, children);
}

function build(element, spec, properties, children) {
  const classes = spec.split('.').slice(1).filter(Boolean);
  if (classes.length) element.classList.add(...classes);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, ...children);
  return element;
}

export function append(element, ...children) {
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

export function fill(element, ...children) {
  element.replaceChildren();
  append(element, ...children);
  return element;
}

// Shows a short sentence to those who see, and says it to those who listen.
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

export function complain(text) {
  const notice = document.getElementById('notice');
  notice.textContent = text;
  notice.hidden = !text;
}

// Whether keys are meant for a field and not for the view.
export const isTyping = (event) =>
  event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement ||
  event.target instanceof HTMLTextAreaElement;

// Digits and letters by their place on the keyboard, so that an input method that is switched on
// does not swallow them; other keys by name.
export function keyOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return '';
  const place = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(event.code);
  return place ? place[1].toLowerCase() : event.key;
}
