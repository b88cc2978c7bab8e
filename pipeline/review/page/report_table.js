// The table of reports: searched, filtered, sorted, a page at a time. What it shows stands in the
// address, so that it can be gone back to and passed on.
import {get} from './api.js';
import {announce, complain, el, fill} from './dom.js';
import {count, t} from './strings.js';

const PAGE = 50;
const FILTERS = ['q', 'status', 'year', 'region', 'agency', 'check'];

// [column of the API, key of its heading, class, what a row shows]
const COLUMNS = [
  ['status', 'status', 'narrow', (row) => el(`span.tag.${row.status}`, {}, t(`report.${row.status}`))],
  ['title', 'title', 'main', titleOf],
  ['agency', 'agency', 'wide', (row) => row.agency],
  ['region', 'region', 'wide', (row) => row.region],
  ['year', 'year', 'number.year', (row) => row.year || ''],
  ['form', 'form', 'wide', (row) => row.form],
  ['pages', 'pages', 'number.wide', (row) => row.pages || ''],
  ['cells_review', 'column_review', 'number', (row) => figure(row.cells_review, 'review')],
  ['cells_missing', 'column_missing', 'number.wide', (row) => figure(row.cells_missing, 'missing')],
  ['checks_broken', 'column_broken', 'number', (row) => figure(row.checks_broken, 'broken')],
  ['checks_suspect', 'column_suspect', 'number.wide', (row) => figure(row.checks_suspect, 'suspect')],
];

function titleOf(row) {
  const title = row.title || row.agency;
  return [
    el('a', {href: `#/report/${row.report_id}`}, title || row.source),
    el('small', {}, [title && row.source, row.error].filter(Boolean).join(' · ')),
  ];
}

const figure = (n, status) => (n ? el(`b.${status}`, {}, count(n)) : el('span.zero', {}, '·'));

export async function reportTable(query, overview) {
  const table = new ReportTable(overview);
  await table.show(query, true);
  return table;
}

class ReportTable {
  constructor(overview) {
    this.overview = overview;
    this.waiting = {};  // what was typed and is not asked for yet
    this.fields = {
      q: this.textField('q', 'search', t('search_hint')),
      status: this.choice('status',
        ['ok', 'flagged', 'review', 'failed'].map((s) => [s, t(`report.${s}`)])),
      year: this.choice('year', overview.by_year
        .map(({year}) => [String(year ?? 0), year ? String(year) : t('unknown')]).sort().reverse()),
      region: this.choice('region', overview.by_province
        .map(({code, name}) => [code || 'none', name || t('unknown')])),
      agency: this.textField('agency', 'agency', ''),
    };
    this.chips = el('div.chips');
    this.body = el('tbody');
    this.head = el('tr');
    this.paging = el('nav.paging', {'aria-label': t('reports')});
    this.heading = el('h2', {}, t('reports'));
    this.root = el('section.reports', {},
      this.heading,
      el('form.filters', {role: 'search', onsubmit: (e) => e.preventDefault()},
        Object.values(this.fields).map((field) => field.parentElement)),
      this.chips,
      el('table', {}, el('caption.unseen', {}, t('reports')), el('thead', {}, this.head), this.body),
      this.paging);
  }

  textField(name, key, hint) {
    const field = el('input', {type: 'search', name, placeholder: hint, autocomplete: 'off',
      oninput: () => {
        clearTimeout(this.waiting[name]);
        this.waiting[name] = setTimeout(() => this.go({[name]: field.value.trim()}), 200);
      }});
    el(`label.field.${name}`, {}, el('span', {}, t(key)), field);
    return field;
  }

  leave() {
    Object.values(this.waiting).forEach((timer) => clearTimeout(timer));
  }

  choice(name, options) {
    const field = el('select', {name, onchange: () => this.go({[name]: field.value})},
      el('option', {value: ''}, t('all')),
      options.map(([value, label]) => el('option', {value}, label)));
    el('label.field', {}, el('span', {}, t(name)), field);
    return field;
  }

  // Changes what the address says; the view is told by the browser.
  go(changes) {
    const query = new URLSearchParams(this.query);
    if (!('offset' in changes)) query.delete('offset');
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') query.delete(name);
      else query.set(name, value);
    }
    location.hash = query.size ? `#/?${query}` : '#/';
  }

  async show(query, first = false) {
    this.query = query;
    const asked = Object.fromEntries(query);
    const offset = Number(asked.offset) || 0;
    let answer;
    try {
      answer = await get('/api/reports', {...asked, offset, limit: PAGE});
    } catch (error) {
      if (first) throw error;
      complain(error.message);
      return;
    }
    if (this.query !== query) return;  // asked for something else since
    for (const [name, field] of Object.entries(this.fields)) this.setField(name, field, asked[name] ?? '');
    this.drawChips(asked);
    this.drawHead(asked);
    fill(this.body, answer.rows.length ? answer.rows.map((row) => this.row(row)) :
      el('tr', {}, el('td.faint', {colspan: COLUMNS.length}, t('no_reports'))));
    this.drawPaging(offset, answer.total);
    if (!first) {
      announce(this.heading.textContent);
      if (this.heading.getBoundingClientRect().top > innerHeight * 0.7) {
        this.root.scrollIntoView({block: 'start'});
      }
    }
  }

  // A field that is being typed in keeps what it has.
  setField(name, field, value) {
    if (field === document.activeElement && field instanceof HTMLInputElement) return;
    if (field instanceof HTMLSelectElement && value && ![...field.options].some((o) => o.value === value)) {
      field.append(el('option', {value}, value));
    }
    field.value = value;
  }

  drawChips(asked) {
    const set = FILTERS.filter((name) => asked[name]);
    if (!set.length) return fill(this.chips);
    const label = {q: 'search', check: 'check_filter'};
    fill(this.chips, set.map((name) => {
      const what = `${t(label[name] ?? name)}: ${this.meaning(name, asked[name])}`;
      return el('button.chip', {type: 'button', 'aria-label': t('clear_one', {what}),
        onclick: () => this.go({[name]: ''})}, what, el('span', {'aria-hidden': 'true'}, ' ×'));
    }), el('button.plain', {type: 'button',
      onclick: () => this.go(Object.fromEntries(FILTERS.map((n) => [n, ''])))}, t('clear')));
  }

  meaning(name, value) {
    if (name === 'check') return this.overview.relations.find((r) => r.check === value)?.label ?? value;
    const options = this.fields[name].options;
    return (options && [...options].find((o) => o.value === value)?.textContent) || value;
  }

  drawHead(asked) {
    fill(this.head, COLUMNS.map(([column, key, kind]) => {
      const sorted = asked.sort === column;
      const descends = sorted && asked.desc === '1';
      return el(`th.${kind}`, {scope: 'col',
        'aria-sort': sorted ? (descends ? 'descending' : 'ascending') : null},
      el('button.sort', {type: 'button', onclick: () => this.sortBy(column, kind, sorted, descends)},
        t(key), el('span', {'aria-hidden': 'true'}, sorted ? (descends ? ' ↓' : ' ↑') : '')));
    }));
  }

  // Figures first from the most down, the rest from the first up; then the other way; then not.
  sortBy(column, kind, sorted, descends) {
    const downFirst = kind.startsWith('number');
    if (!sorted) return this.go({sort: column, desc: downFirst ? '1' : ''});
    if (descends === downFirst) return this.go({sort: column, desc: downFirst ? '' : '1'});
    this.go({sort: '', desc: ''});
  }

  row(row) {
    return el('tr', {}, COLUMNS.map(([column, , kind, show]) =>
      el(`td.${kind}`, {}, ...[show(row)].flat())));
  }

  drawPaging(offset, total) {
    this.heading.textContent = `${t('reports')} · ${count(total)}`;
    const step = (key, to, possible) => el('button', {type: 'button', disabled: !possible,
      onclick: () => this.go({offset: to ? String(to) : ''})}, t(key));
    fill(this.paging, total > PAGE ? [
      step('previous', Math.max(0, offset - PAGE), offset > 0),
      el('span', {}, t('range', {from: count(offset + 1), to: count(Math.min(total, offset + PAGE)),
        total: count(total)})),
      step('next', offset + PAGE, offset + PAGE < total)] : []);
  }
}
