// The report's text, with what it says of the tables marked.
import {el} from './dom.js';
import {t} from './strings.js';

export function narrative(sections, claims, choose) {
  return el('section.narrative', {'aria-label': t('narrative')},
    el('h2', {}, t('narrative')),
    sections.map((section) => el('div', {},
      section.heading ? el('h3', {}, section.heading) : null,
      marked(section, claims.filter((claim) => claim.section === section.section), choose))));
}

// Paragraphs, in which sentences that claims quote are marked. Line breaks of the text stay.
function marked({text}, claims, choose) {
  const places = placesOf(text, claims);
  const out = [];
  for (const paragraph of paragraphs(text)) {
    const p = el('p');
    let at = paragraph.from;
    for (const place of places) {
      if (place.to <= paragraph.from || place.from >= paragraph.to) continue;
      const from = Math.max(place.from, at), to = Math.min(place.to, paragraph.to);
      p.append(text.slice(at, from));
      p.append(el(`mark.${place.worst}`, {}, text.slice(from, to)));
      at = to;
      if (to === place.to) p.append(...place.claims.map((claim) => note(claim, choose)));
    }
    p.append(text.slice(at, paragraph.to));
    out.push(p);
  }
  return out;
}

function paragraphs(text) {
  const out = [];
  let from = 0;
  for (const line of text.split('\n')) {
    if (line.trim()) out.push({from, to: from + line.length});
    from += line.length + 1;
  }
  return out;
}

// Where the quotes stand, in order and apart from each other; claims of one sentence together.
function placesOf(text, claims) {
  const places = new Map();
  for (const claim of claims) {
    const from = text.indexOf(claim.quote);
    if (from < 0) continue;
    if (!places.has(from)) places.set(from, {from, to: from + claim.quote.length, claims: []});
    places.get(from).claims.push(claim);
  }
  const sorted = [...places.values()].sort((a, b) => a.from - b.from);
  for (const place of sorted) place.worst = worst(place.claims);
  return sorted.filter((place, i) => i === 0 || place.from >= sorted[i - 1].to);
}

const worst = (claims) =>
  ['contradicts', 'unstated', 'agrees'].find((v) => claims.some((c) => c.verdict === v)) ?? 'untold';

// What a claim comes to: a button that leads to the cell it speaks of.
function note({address, stated, table_value: inTable, verdict}, choose) {
  const words = verdict === 'agrees' ? `${stated} ✓` :
    `${stated || '?'} ≠ ${t('in_table', {value: inTable || '?'})}`;
  return el(`button.note.${verdict || 'untold'}`, {type: 'button', 'data-address': address,
    'aria-label': `${t(`claim.${verdict}`)}: ${words}`,
    onclick: () => choose(address.split('+')[0])}, words);
}
