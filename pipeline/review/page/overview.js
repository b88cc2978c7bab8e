// What the dataset is like, and its reports.
import {otherSample} from './audit.js';
import {confidenceChart, yearChart} from './charts.js';
import {append, complain, el, fill} from './dom.js';
import {reportTable} from './report_table.js';
import {count, duration, localTime, percent, t} from './strings.js';

export const REPORT_STATUSES = ['ok', 'flagged', 'review', 'failed'];
const CELL_STATUSES = ['ok', 'corrected', 'blank', 'review', 'missing'];

const INDEXING_AGAIN = 500;  // milliseconds

// Where the table shows what `changes` ask for, and nothing else.
const filtered = (changes) => `#/?${new URLSearchParams(changes)}`;

export async function overviewView({page, query}) {
  const data = await page.refresh();
  const table = await reportTable(query, data);
  const charts = [];
  const indexing = new Indexing(page, data.progress);
  const root = el('div.overview', {},
    el('h1.unseen', {}, t('overview')),
    indexing.root,
    data.dataset?.error ? el('p.warning', {}, data.dataset.error) : null,
    corrections(data.corrections),
    el('section.tiles', {},
      reportsTile(data.reports), cellsTile(data.cells), auditTile(data), runTile(data)),
    el('section.charts', {},
      yearPanel(data, charts), provincePanel(data.by_province),
      relationsPanel(data.relations), confidencePanel(data, charts)),
    table.root);
  return {
    title: t('overview'),
    root,
    entered: () => charts.forEach((draw) => draw()),
    changed: (query) => table.show(query),
    leave: () => {
      indexing.leave();
      table.leave();
    },
  };
}

// How far the server is with the reports of a new run, until it has them all.
class Indexing {
  constructor(page, progress) {
    this.page = page;
    this.root = el('p.warning.indexing', {hidden: true});
    this.show(progress);
  }

  show({indexed, all}) {
    this.root.hidden = indexed >= all;
    if (this.root.hidden) return;
    fill(this.root, t('indexing', {indexed: count(indexed), all: count(all)}), ' ',
      el('progress', {value: indexed, max: all, 'aria-label': t('reports')}));
    this.waiting = setTimeout(() => this.ask(), INDEXING_AGAIN);
  }

  async ask() {
    try {
      const {progress} = await this.page.refresh();
      if (this.left) return;
      if (progress.indexed < progress.all) this.show(progress);
      else await this.page.again();
    } catch (error) {
      if (!this.left) complain(error.message);
    }
  }

  leave() {
    this.left = true;
    clearTimeout(this.waiting);
  }
}

function tile(title, ...content) {
  return el('div.tile', {}, el('h2', {}, title), ...content);
}

function reportsTile(counts) {
  const total = REPORT_STATUSES.reduce((sum, s) => sum + counts[s], 0);
  return tile(t('reports'), el('p.figure', {}, count(total)), bar(counts, REPORT_STATUSES, 'report'),
    el('ul.counts', {}, REPORT_STATUSES.map((s) => el('li', {},
      el('a', {href: filtered({status: s})}, dot(s), t(`report.${s}`), ' ',
        el('b', {}, count(counts[s])))))));
}

function cellsTile(counts) {
  const left = counts.review + counts.missing;
  return tile(t('cells'),
    el('p.figure', {}, count(CELL_STATUSES.reduce((sum, s) => sum + counts[s], 0))),
    bar(counts, CELL_STATUSES, 'cell'),
    left ? el('a.button.primary', {href: '#/queue'}, `${t('start_queue')} · ${count(left)}`) :
      el('p.faint', {}, t('all_seen')),
    el('ul.counts', {}, [...CELL_STATUSES.filter((s) => s !== 'ok'), 'person'].map((s) =>
      el('li', {}, dot(s), t(`cell.${s}`), ' ', el('b', {}, count(counts[s]))))));
}

function auditTile({audit, population}) {
  const known = audit && audit.checked > 0;
  return tile(t('audit_rate'),
    el('p.figure', {}, known ? percent(audit.rate, 2) : '–'),
    el('p', {}, known ? t('audit_upper', {upper: percent(audit.upper, 2)}) : t('audit_none')),
    known ? el('p.faint', {}, t('audit_seen', {checked: count(audit.checked),
      wrong: count(audit.wrong)})) : null,
    population.other ? el('p.faint', {}, otherSample(population)) : null,
    el('a.button', {href: '#/audit'}, t('audit_start')));
}

function runTile({run, version}) {
  const speed = run?.reports_per_second;
  return tile(t('last_run'),
    el('p.figure', {}, speed ? speed.toFixed(speed < 10 ? 2 : 0) : '–'),
    speed ? el('p', {}, t('run_speed')) : null,
    run?.seconds ? el('p.faint', {}, t('run_detail', {reports: count(run.reports),
      pages: count(run.pages), time: duration(run.seconds)})) : null,
    el('p.faint', {}, run ? `${localTime(run.started)} · ` : '',
      `gouji ${version}`));
}

const dot = (status) => el(`i.dot.${status}`, {'aria-hidden': 'true'});

// Shares of a whole, a stripe each. What a count says in words stands beside it.
function bar(counts, statuses) {
  const total = statuses.reduce((sum, s) => sum + counts[s], 0) || 1;
  return el('div.stripes', {'aria-hidden': 'true'}, statuses.filter((s) => counts[s]).map((s) => {
    const stripe = el(`span.${s}`);
    stripe.style.flexGrow = String(Math.max(counts[s] / total, 0.004));
    return stripe;
  }));
}

function corrections({applied, not_applied: left}) {
  if (!left.length) return null;
  return el('details.warning', {open: left.length < 4},
    el('summary', {}, t('corrections_left', {n: left.length}), ' · ',
      t('corrections_applied', {n: applied})),
    el('ul', {}, left.map((sentence) => el('li', {}, sentence))));
}

function panel(title, note, ...content) {
  return el('div.panel', {},
    el('h2', {}, title, note ? el('small', {}, note) : null), ...content);
}

function yearPanel(data, charts) {
  const years = data.by_year;
  const canvas = el('canvas', {role: 'img', 'aria-label': t('chart_year')});
  charts.push(() => yearChart(canvas, years, (year, status) => {
    location.hash = filtered({year: year ?? 0, status});
  }));
  return panel(t('by_year'), t('click_filters'), el('div.chart', {}, canvas));
}

function confidencePanel(data, charts) {
  const canvas = el('canvas', {role: 'img', 'aria-label': t('chart_confidence')});
  charts.push(() => confidenceChart(canvas, data.confidence));
  return panel(t('confidence'), t('chart_confidence'), el('div.chart', {}, canvas));
}

// A list of bars, each a link to the reports behind it. kind: `stacked` where labels are long.
function bars(rows, kind = '') {
  const most = Math.max(1, ...rows.map((row) => row.total));
  return el(`ol.bars.${kind}`, {}, rows.map(({label, href, counts, statuses, total}) => {
    const stripes = bar(counts, statuses);
    stripes.style.width = `${(100 * total) / most}%`;
    return el('li', {}, el('a', {href, title: label},
      el('span.label', {}, label), el('span.track', {}, stripes),
      el('span.number', {}, count(total))));
  }));
}

function provincePanel(provinces) {
  const rows = provinces.map((province) => ({
    label: province.name || t('unknown'),
    href: filtered({region: province.code || 'none'}),
    counts: province,
    statuses: REPORT_STATUSES,
    total: REPORT_STATUSES.reduce((sum, s) => sum + province[s], 0),
  }));
  rows.sort((a, b) => b.total - a.total);
  return panel(t('by_province'), t('click_filters'), bars(rows));
}

function relationsPanel(relations) {
  const list = panel(t('relations'), t('click_filters'));
  const rows = relations.slice(0, 40).map((relation) => ({
    label: relation.label,
    href: filtered({check: relation.check}),
    counts: relation,
    statuses: ['broken', 'suspect'],
    total: relation.broken + relation.suspect,
  }));
  append(list, rows.length ? bars(rows, 'stacked') : el('p.faint', {}, t('relations_none')));
  return list;
}
