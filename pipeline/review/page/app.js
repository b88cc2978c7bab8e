// Chooses the view by the address after `#`, and draws the bar above all views.
import {get} from './api.js';
import {auditView} from './audit.js';
import {complain, el, fill} from './dom.js';
import {overviewView} from './overview.js';
import {queueView} from './queue.js';
import {reportView} from './report.js';
import {count, language, setLanguage, t} from './strings.js';

const VIEWS = [
  [/^\/$/, overviewView, 'overview'],
  [/^\/report\/([0-9a-f]{16})$/, reportView, 'overview'],
  [/^\/queue$/, queueView, 'queue'],
  [/^\/audit$/, auditView, 'audit'],
];

let overview = null;  // the server's, as last seen
let current = {path: null, view: null};

export function route() {
  const [path, query = ''] = (location.hash.slice(1) || '/').split('?');
  return {path, query: new URLSearchParams(query)};
}

function link(to, key, active, badge) {
  return el('a', {href: `#${to}`, 'aria-current': active ? 'page' : null}, t(key),
    badge ? el('span.badge', {}, count(badge)) : null);
}

function drawBar(active) {
  const left = overview ? overview.cells.review + overview.cells.missing : 0;
  fill(document.getElementById('bar'),
    el('a.skip', {href: '#view', onclick: skipToView}, t('skip')),
    el('a.brand', {href: '#/'}, t('name')),
    el('nav', {'aria-label': t('views')},
      link('/', 'overview', active === 'overview'),
      link('/queue', 'queue', active === 'queue', left),
      link('/audit', 'audit', active === 'audit')),
    el('span.where', {title: overview?.out}, overview ? overview.out.split('/').pop() : ''),
    el('button.plain.language', {
      type: 'button', lang: language() === 'zh' ? 'en' : 'zh-CN', onclick: switchLanguage,
    }, t('other_language')));
}

function skipToView(event) {
  event.preventDefault();
  document.getElementById('view').focus();
}

function switchLanguage() {
  setLanguage(language() === 'zh' ? 'en' : 'zh');
  localStorage.setItem('language', language());
  show(true);
}

// What the views may ask of the page around them.
const page = {
  overview: () => overview,
  async refresh() {
    overview = await get('/api/overview');
    drawBar(current.active);
    return overview;
  },
  // Draws the view anew, where one looks.
  async again() {
    const {scrollX, scrollY} = window;
    await show(true);
    window.scrollTo(scrollX, scrollY);
  },
  setLeft(left) {
    if (!overview) return;
    Object.assign(overview.cells, {review: left, missing: 0});
    drawBar(current.active);
  },
};

async function show(anew = false) {
  const {path, query} = route();
  complain('');
  if (!anew && path === current.path && current.view?.changed) {
    current.view.changed(query);  // the same view, other parameters
    return;
  }
  current.view?.leave?.();
  const [pattern, view, active] = VIEWS.find(([p]) => p.test(path)) ?? [/^/, unknownView, ''];
  const mine = {path, active, view: null};
  current = mine;
  drawBar(active);
  const main = document.getElementById('view');
  fill(main, el('p.loading', {}, t('loading')));
  window.scrollTo(0, 0);
  try {
    if (!overview) await page.refresh();
    const built = await view({page, query, id: pattern.exec(path)[1]});
    if (current !== mine) return built.leave?.();
    mine.view = built;
    document.title = `${built.title} · ${t('name')}`;
    fill(main, built.root);
    built.entered?.();
  } catch (error) {
    if (current !== mine) return;
    fill(main);
    complain(error.message);
    if (!error.status && error.status !== 0) throw error;
  }
}

function unknownView() {
  return {title: t('name'), root: el('p.loading', {}, t('no_such_page'))};
}

async function start() {
  const chosen = localStorage.getItem('language');
  if (chosen) setLanguage(chosen);
  try {
    overview = await get('/api/overview');
    if (!chosen) setLanguage(overview.lang);
  } catch (error) {
    complain(error.message);
  }
  window.addEventListener('hashchange', () => show());
  document.addEventListener('keydown', (event) => current.view?.key?.(event));
  await show();
}

start();
