// One report: its pages left, the form's tables and text right, and either finds the other.
import {get, post} from './api.js';
import {CellPanel} from './cell_panel.js';
import {sumCard} from './checks.js';
import {announce, append, complain, el, fill, isTyping, keyOf} from './dom.js';
import {FormTables} from './form_table.js';
import {narrative} from './narrative.js';
import {PageView} from './page_view.js';
import {t} from './strings.js';

export async function reportView({page, query, id}) {
  const data = await get(`/api/report/${id}`);
  return new ReportView(page, id, data).open(query.get('cell'));
}

class ReportView {
  constructor(page, id, data) {
    Object.assign(this, {page, id, data, selected: null, check: null});
    const choose = (address) => this.choose(address);
    this.tables = data.form ? new FormTables({form: data.form, cells: data.cells, choose}) : null;
    this.pageView = data.pages ?
      new PageView({report: id, pages: data.pages, cells: data.cells, choose}) : null;
    this.panel = new CellPanel({
      report: id, cells: data.cells,
      labelOf: (address) => this.tables.labelOf(address),
      save: (address, value) => this.save(address, value),
      canUndo: (address) => this.data.undo.includes(address),
      undo: (address) => this.undo(address),
      close: () => this.choose(null),
    });
    this.head = el('header.report-head');
    this.sums = el('section.sums', {'aria-label': t('report_problems')});
    this.root = el('div.report', {},
      this.pageView?.root ?? null,
      el('section.content', {'aria-label': t('side_form')},
        el('div.content-scroller', {},
          this.head, this.sums, this.tables?.root ?? el('p.faint', {}, data.report.error || t('no_form')),
          data.narrative.length ? narrative(data.narrative, data.claims, choose) : null),
        this.panel.root));
    this.title = data.report.title || data.report.source;
    this.drawHead();
    this.drawSums();
  }

  open(address) {
    if (address && this.data.cells[address]) this.selected = address;
    return this;
  }

  entered() {
    this.pageView?.draw();
    this.refresh();
  }

  // Another cell in the address: the browser's back and forward.
  changed(query) {
    const address = query.get('cell');
    if (address === this.selected) return;
    this.selected = this.data.cells[address] ? address : null;
    this.check = null;
    this.refresh();
  }

  drawHead() {
    const {report} = this.data;
    const fact = (key, value) => (value ? [el('dt', {}, t(key)), el('dd', {}, value)] : null);
    const doubtful = this.doubtful();
    const lacking = report.status === 'failed' ? [] : this.lacking();
    fill(this.head,
      el('a.back', {href: '#/'}, '‹ ', t('back')),
      el('h1', {}, report.title || report.agency || report.source),
      el('dl.facts', {},
        fact('status', el(`span.tag.${report.status}`, {}, t(`report.${report.status}`))),
        fact('agency', report.agency), fact('region', report.region),
        fact('year', report.year || ''), fact('form', report.form), fact('published', report.published),
        fact('origin', report.origin && t(`origin.${report.origin}`)), fact('source', report.source)),
      lacking.length ? el('p.faint', {}, lacking.map((key) => t(key)).join(' ')) : null,
      doubtful.length ? el('button', {type: 'button', onclick: () => this.nextDoubtful(1)},
        `${t('next_doubtful')} · ${doubtful.length} `, el('kbd', {}, 'N')) : null);
  }

  // Why a report is to review, but for its figures.
  lacking() {
    const {report} = this.data;
    return [!report.agency && 'lacks_agency', !report.year && 'lacks_year',
      !report.text_whole && 'lacks_text'].filter(Boolean);
  }

  drawSums() {
    const broken = this.data.checks.filter((c) => c.verdict === 'broken' || c.verdict === 'suspect');
    const unverifiable = this.data.checks.filter((c) => c.verdict === 'unverifiable').length;
    fill(this.sums);
    if (!this.data.checks.length) return;
    append(this.sums, el('h2', {}, t('report_problems')),
      broken.length ? broken.map((check) => this.sumCard(check)) : el('p.faint', {}, t('report_sound')),
      unverifiable ? el('p.faint', {}, t('unverifiable_n', {n: unverifiable})) : null);
  }

  sumCard(check) {
    return sumCard(check, {
      cells: this.data.cells,
      shortLabel: (address, of) => this.shortLabel(address, of),
      choose: (address) => this.choose(address, check.check),
      chooseCheck: (name) => this.chooseCheck(name),
    });
  }

  // What tells a cell from the others of its relation: its column where all stand in one row.
  shortLabel(address, {lhs, rhs}) {
    const row = (a) => a.split('/').slice(0, 2).join('/');
    const oneRow = [...lhs, ...rhs].every((a) => row(a) === row(lhs[0]));
    const {path, column} = this.tables.labels.get(address) ?? {path: [address], column: ''};
    return (oneRow && column) || path.at(-1);
  }

  doubtful() {
    return Object.keys(this.data.cells).filter(
      (a) => ['review', 'missing'].includes(this.data.cells[a].status));
  }

  nextDoubtful(step) {
    const all = [...(this.tables?.buttons.keys() ?? [])];
    const doubtful = new Set(this.doubtful());
    const at = all.indexOf(this.selected);
    for (let i = 1; i <= all.length; i += 1) {
      const next = all[(at + step * i + 2 * all.length) % all.length];
      if (!doubtful.has(next)) continue;
      this.choose(next);
      this.tables.focus(next);
      return;
    }
  }

  choose(address, check = null) {
    if (address && !this.data.cells[address]) return;
    this.selected = address;
    this.check = check;
    const query = address ? `?cell=${encodeURIComponent(address)}` : '';
    history.replaceState(null, '', `#/report/${this.id}${query}`);
    this.refresh();
  }

  chooseCheck(name) {
    const check = this.data.checks.find((c) => c.check === name);
    this.choose(check.rhs[0], name);
  }

  // Marks what is selected, on the page and in the tables.
  refresh() {
    const checks = this.checksOf(this.selected);
    const marked = checks.find((c) => c.check === this.check) ??
      checks.find((c) => c.verdict === 'broken' || c.verdict === 'suspect');
    const marks = new Map();
    marked?.lhs.forEach((a) => marks.set(a, 'lhs'));
    marked?.rhs.forEach((a) => marks.set(a, 'rhs'));
    const troubled = new Set(this.data.checks.flatMap((c) =>
      (c.verdict === 'broken' || c.verdict === 'suspect' ? [...c.lhs, ...c.rhs] : [])));
    this.panel.show(this.selected, el('div.sums', {}, checks.map((c) => this.sumCard(c))));
    this.tables?.show(this.selected, marks, troubled);
    this.pageView?.show(this.selected, marks);
  }

  checksOf(address) {
    const order = ['broken', 'suspect', 'unverifiable', 'holds'];
    return this.data.checks.filter((c) => c.lhs.includes(address) || c.rhs.includes(address))
      .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  }

  async save(address, value) {
    try {
      const answer = await post('/api/corrections', {
        report_id: this.id, address, value, note: '', seen_value: this.data.cells[address].value});
      this.take(answer, address);
      announce(t('saved', {address: this.tables.labelOf(address), value: value || t('value_blank')}));
    } catch (error) {
      await this.failed(error);
    }
  }

  // Without an address: what this session corrected last in this report.
  async undo(address = this.data.undo.at(-1)) {
    if (!address) return announce(t('undo_none_here'));
    try {
      const answer = await post('/api/undo', {report_id: this.id, address});
      this.take(answer, address);
      announce(t('undone', {address: this.tables.labelOf(address),
        value: answer.cell.value || t('value_none')}));
    } catch (error) {
      await this.failed(error);
    }
  }

  // Where the server has other values by now, they are shown.
  async failed(error) {
    complain(error.message);
    if (error.status !== 409) return;
    try {
      const {cells, checks, report, undo} = await get(`/api/report/${this.id}`);
      for (const [address, cell] of Object.entries(cells)) {
        Object.assign(this.data.cells[address], {read_value: undefined}, cell);
        this.tables.update(address);
      }
      Object.assign(this.data, {checks, report, undo});
      this.drawHead();
      this.drawSums();
      this.refresh();
    } catch (again) {
      complain(again.message);
    }
  }

  // What the server says has changed.
  take(answer, address) {
    complain(answer.dataset?.error ?? '');
    Object.assign(this.data.cells[address], {read_value: undefined}, answer.cell);
    for (const check of answer.checks) {
      const at = this.data.checks.findIndex((c) => c.check === check.check);
      this.data.checks[at] = {...this.data.checks[at], ...check};
    }
    Object.assign(this.data.report, answer.report);
    this.data.undo = answer.undo;
    this.page.setLeft(answer.left);
    this.tables.update(address);
    this.drawHead();
    this.drawSums();
    this.refresh();
    this.tables.focus(address);
  }

  key(event) {
    if (isTyping(event)) {
      if (event.key === 'Escape') this.tables?.focus(this.selected);
      return;
    }
    if (event.repeat) return;
    const key = keyOf(event);
    const cell = this.data.cells[this.selected];
    if (key === 'n') this.nextDoubtful(event.shiftKey ? -1 : 1);
    else if (key === 'u') this.undo();
    else if (key === 'Escape' && this.selected) this.choose(null);
    else if (key === 'e' && cell) this.panel.field.select();
    else if (cell && cell.alternatives[Number(key) - 1]) {
      this.save(this.selected, cell.alternatives[Number(key) - 1].value);
    } else return;
    event.preventDefault();
  }
}
