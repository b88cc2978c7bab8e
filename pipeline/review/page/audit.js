// Accepted figures, drawn at random and held against the page.
import {get, post} from './api.js';
import {cellCrop, cellHeading, legend, prepareBehind, reportLink, surroundings} from './cell_card.js';
import {plainNumber} from './cell_panel.js';
import {complain, el, fill, isTyping, keyOf} from './dom.js';
import {count, percent, t} from './strings.js';

const AHEAD = 4;  // cells whose pictures are asked for before they are needed
const SIZES = [50, 100, 300, 600];

// What is to be said of a sample that is not of the cells there are now.
export function otherSample({other, drawn, now}) {
  if (!other) return '';
  if (drawn === null || now <= drawn) return t('audit_other');
  return t('audit_added', {n: count(now - drawn)});
}

export async function auditView({query}) {
  const audit = new Audit(query.get('n') ?? '');
  await audit.load();
  audit.draw();
  return audit;
}

class Audit {
  constructor(size) {
    Object.assign(this, {size, at: 0, asking: false});
    this.title = t('audit');
    this.root = el('div.queue.audit');
    this.sending = Promise.resolve();
  }

  async load() {
    this.take(await get('/api/audit', {n: this.size}));
  }

  async drawSample() {
    try {
      await this.sending;
      this.take(await post('/api/audit/new', this.size ? {n: Number(this.size)} : {}));
      this.asking = false;
      this.draw();
    } catch (error) {
      complain(error.message);
    }
  }

  take({cells, population, ...figures}) {
    Object.assign(this, {cells, population, figures});
    // Where one left off.
    const open = cells.findIndex((cell) => cell.right === null);
    this.at = open < 0 ? cells.length : open;
  }

  get cell() { return this.cells[this.at]; }

  entered() { document.getElementById('view').focus(); }

  async changed(query) {
    Object.assign(this, {size: query.get('n') ?? '', asking: false});
    try {
      await this.sending;
      await this.load();
      this.draw();
    } catch (error) {
      complain(error.message);
    }
  }

  draw() {
    const {cell} = this;
    fill(this.root,
      el('header.audit-head', {},
        el('h1', {}, t('audit_start')), el('p.faint', {}, t('audit_intro')), this.other(), this.result()),
      cell ? this.card(cell) : el('div.card.finished', {}, el('p', {}, t('audit_done')),
        el('a.button', {href: '#/'}, t('back'))),
      cell ? surroundings(cell) : null,
      cell ? el('footer', {}, legend([[['↵', '1'], 'key_right'], [['X', '2'], 'key_wrong'],
        [['←', '→'], 'key_move'], [['O'], 'key_open']])) : null);
    prepareBehind(this.root, this.cells.slice(this.at + 1, this.at + 1 + AHEAD));
    if (this.asking) this.field.focus();
  }

  other() {
    const sentence = otherSample(this.population);
    return sentence && el('p.warning', {}, sentence, ' ',
      el('button', {type: 'button', onclick: () => this.drawSample()}, t('audit_new')));
  }

  result() {
    const {checked, wrong, rate, upper} = this.figures;
    const fact = (key, value) => el('div', {}, el('dt', {}, t(key)), el('dd', {}, value));
    return el('div.result', {},
      el('dl', {}, fact('checked', count(checked)), fact('wrong_n', count(wrong)),
        fact('rate', checked ? percent(rate, 2) : '–'), fact('upper', checked ? percent(upper, 2) : '–')),
      this.sizes());
  }

  sizes() {
    const sizes = SIZES.includes(Number(this.size)) || !this.size ? SIZES : [Number(this.size), ...SIZES];
    const field = el('select', {name: 'n', onchange: () => { location.hash = `#/audit?n=${field.value}`; }},
      this.size ? null : el('option', {value: ''}, String(this.cells.length)),
      sizes.map((n) => el('option', {value: n, selected: String(n) === this.size}, String(n))));
    return el('label.field', {}, el('span', {}, t('audit_sample')), field);
  }

  card(cell) {
    this.field = el('input', {name: 'value', inputmode: 'decimal', autocomplete: 'off',
      onkeydown: (event) => this.keyInField(event)});
    this.error = el('p.error', {role: 'alert'});
    return el('article.card', {},
      cellHeading(cell),
      cellCrop(cell),
      el('p.claimed', {}, el('span.faint', {}, t('audit_question'), ' '),
        el('b.value', {}, cell.value || t('value_blank')),
        cell.right === null ? null : [' ', el(`span.tag.${cell.right ? 'ok' : 'broken'}`, {},
          t(cell.right ? 'right' : 'wrong'))]),
      this.corrected() ? el('p.corrected', {}, t('audit_corrected',
        {value: cell.person_value || t('value_blank')})) : null,
      this.asking ?
        el('div.entry', {}, el('label', {}, t('audit_printed'), ' ', this.field),
          el('button.primary', {type: 'button', onclick: () => this.submit()}, t('save'), ' ',
            el('kbd', {}, '↵'))) :
        el('div.answers', {},
          el('button.right', {type: 'button', onclick: () => this.confirm()}, t('right'), ' ',
            el('kbd', {}, '↵')),
          el('button.wrong', {type: 'button', onclick: () => this.ask()}, t('wrong'), ' ',
            el('kbd', {}, 'X'))),
      this.error,
      el('p', {}, el('span.faint', {}, `${this.at + 1} / ${this.cells.length} · `),
        el('a', {href: reportLink(cell)}, t('open_report'))));
  }

  // A person has given another value, which says that the one that was read is wrong.
  corrected() {
    const {value, person_value: person, right} = this.cell;
    return right === false && person !== undefined && person !== value;
  }

  // What was found wrong stays so: what was entered for it is in the dataset.
  confirm() {
    if (this.corrected()) this.move(1);
    else this.answer(true);
  }

  ask() {
    this.asking = true;
    this.blank = false;
    this.draw();
  }

  submit() {
    const value = plainNumber(this.field.value);
    if (value === null || value === this.cell.value) {
      this.error.textContent = t('not_number');
      return;
    }
    if (value === '' && !this.blank) {
      this.blank = true;  // said with a second Enter
      this.error.textContent = t('audit_blank');
      return;
    }
    this.answer(false, value);
  }

  answer(right, value) {
    const {cell} = this;
    const body = {report_id: cell.report_id, address: cell.address, right,
      seen_value: right ? cell.value : cell.person_value ?? cell.value};
    if (!right) body.value = value;
    this.sending = this.sending.then(() => post('/api/audit', body)).then((figures) => {
      this.figures = figures;
      cell.right = right;
      if (!right) cell.person_value = figures.cell.value;
      this.root.querySelector('.result').replaceWith(this.result());
    }).catch((error) => complain(error.message));
    this.move(1);
  }

  move(step) {
    this.at = Math.min(Math.max(0, this.at + step), this.cells.length);
    this.asking = false;
    this.draw();
    document.getElementById('view').focus({preventScroll: true});
  }

  keyInField(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.submit();
    else if (event.key === 'Escape') this.move(0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  key(event) {
    if (isTyping(event) || event.repeat || !this.cell) return;
    const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
    const key = keyOf(event);
    if ((key === 'Enter' && !onButton) || key === '1') this.confirm();
    else if (key === 'x' || key === '2') this.ask();
    else if (key === 'ArrowLeft') this.move(-1);
    else if (key === 'ArrowRight') this.move(1);
    else if (key === 'o') location.hash = reportLink(this.cell);
    else return;
    event.preventDefault();
  }
}
