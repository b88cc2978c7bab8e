// One cell: its picture beside its value, what else it may be, and the figure a person finds there.
import {el, fill} from './dom.js';
import {statusOf} from './page_view.js';
import {cropAddress, picture, whenLoaded, whyNot} from './pictures.js';
import {percent, probability, t} from './strings.js';

export const NUMBER = /^(-?\d+(\.\d+)?)?$/;

// What a person typed, in plain notation; null where it is no number.
export function plainNumber(text) {
  const plain = text.normalize('NFKC').replace(/[,，\s]/g, '').replace(/^\+/, '');
  return NUMBER.test(plain) ? plain : null;
}

export function crop(report, address, cell) {
  const frame = el('div.crop');
  if (!cell.box) return fill(frame, el('p.faint', {}, t('no_crop')));
  const from = cropAddress(report, address);
  const image = picture(from, t('crop'));
  whenLoaded(image, () => {}, async () =>
    fill(frame, el('p.faint', {}, await whyNot(from, t('crop_failed')))));
  return fill(frame, image);
}

// Buttons, numbered from 1, the most probable first.
export function alternatives(list, chosen, choose) {
  return el('ol.alternatives', {}, list.map(({value, probability: p}, i) => {
    const fillBar = el('i', {'aria-hidden': 'true'});
    fillBar.style.width = `${100 * p}%`;
    return el('li', {}, el('button', {type: 'button', 'data-value': value,
      'aria-pressed': String(i === chosen), onclick: () => choose(i)},
    el('kbd', {}, String(i + 1)), el('b', {}, value || t('value_blank')),
    el('span.probability', {}, probability(p)), fillBar));
  }));
}

export class CellPanel {
  // save(address, value) and undo(address) are asked for; `labelOf(address)` names a cell;
  // `canUndo(address)`: the server can take its correction back.
  constructor({report, cells, labelOf, save, canUndo, undo, close}) {
    Object.assign(this, {report, cells, labelOf, save, canUndo, undo, close});
    this.root = el('aside.cell-panel', {'aria-label': t('cell_panel'), hidden: true});
  }

  show(address, sums) {
    this.address = address;
    this.root.hidden = !address;
    if (!address) return;
    const cell = this.cells[address];
    this.field = el('input', {name: 'value', inputmode: 'decimal', autocomplete: 'off', value: cell.value,
      onkeydown: (event) => event.key === 'Enter' && this.submit()});
    this.error = el('p.error', {role: 'alert'});
    fill(this.root,
      el('header', {}, el('h2', {}, this.labelOf(address)),
        el('button.plain', {type: 'button', 'aria-label': t('close'), onclick: () => this.close()}, '×')),
      el('div.evidence', {},
        crop(this.report, address, cell),
        el('div.reading', {}, this.facts(cell),
          cell.alternatives.length ? alternatives(cell.alternatives, -1,
            (i) => this.save(address, cell.alternatives[i].value)) : null,
          el('div.entry', {},
            el('label', {}, t('new_value'), ' ', this.field),
            el('button.primary', {type: 'button', onclick: () => this.submit()}, t('save')),
            this.canUndo(address) ?
              el('button', {type: 'button', onclick: () => this.undo(address)}, t('undo')) : null),
          this.error)),
      sums);
  }

  facts(cell) {
    const status = statusOf(cell);
    const value = cell.value || t(cell.status === 'blank' ? 'value_blank' : 'value_none');
    const fact = (key, what) => [el('dt', {}, t(key)), el('dd', {}, ...[what].flat())];
    return el('dl.facts', {},
      fact('value', [el('b.value', {}, value), ' ',
        el(`span.tag.${status}`, {}, t(`cell.${status}`))]),
      cell.raw && cell.raw !== cell.value ? fact('raw', cell.raw) : null,
      cell.method === 'person' && cell.read_value !== undefined ?
        fact('read_as', cell.read_value || t('value_blank')) : null,
      cell.method === 'person' ? null : fact('confidence_of', percent(cell.confidence, 2)),
      fact('method', t(`method.${cell.method}`)));
  }

  submit() {
    const value = plainNumber(this.field.value);
    if (value === null) {
      this.error.textContent = t('not_number');
      return;
    }
    this.save(this.address, value);
  }
}
