// The form's tables as the form prints them, a button in every box.
import {el} from './dom.js';
import {statusOf} from './page_view.js';
import {t} from './strings.js';

const ARROWS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
const UPRIGHT_ROWS = 3;  // a merged label over so many rows is set downwards, as it is printed

export class FormTables {
  constructor({form, cells, choose}) {
    Object.assign(this, {cells, choose, buttons: new Map(), grids: [], labels: new Map()});
    this.root = el('div.form', {}, form.tables.map((table) => this.table(table)));
  }

  table(table) {
    const width = widthOf(table);
    const grid = [];
    this.grids.push(grid);
    const open = [];  // merged labels that reach down: rows left and label, outermost first
    const heads = [];
    const body = table.rows.map((row) => {
      if (!row.cells.length) {
        heads.length = 0;
        row.labels.slice(1).forEach((l) => heads.push(...Array(l.columns).fill(l.label)));
        return el('tr', {}, row.labels.map((label) => heading(label, 'col', width)));
      }
      const path = pathOf(open, row);
      grid.push(row.cells);
      return el('tr', {}, row.labels.map((label) => heading(label, 'row', width)),
        row.cells.map((address, i) => this.box(address, path,
          columnLabel(table.header, heads, i, row.cells.length))));
    });
    return el('div.table-scroller', {},
      el(`table.${table.id}`, {},
        el('caption', {}, table.title),
        table.header.length ? el('thead', {}, table.header.map((line) => el('tr', {},
          line.map((label) => heading(label, 'col', width))))) : null,
        el('tbody', {}, body)));
  }

  box(address, path, column) {
    if (!address) return el('td.void');
    this.labels.set(address, {path, column});
    const button = el('button', {type: 'button', 'data-address': address, tabindex: -1,
      onclick: () => this.choose(address),
      onkeydown: (event) => this.walk(event, address)});
    this.buttons.set(address, button);
    if (this.buttons.size === 1) button.tabIndex = 0;
    const box = el('td', {}, button);
    this.update(address);
    return box;
  }

  // The row's and the column's label in one.
  labelOf(address) {
    const {path, column} = this.labels.get(address) ?? {path: [address], column: ''};
    return [...path, column].filter(Boolean).join('／');
  }

  // Draws a cell's value and status anew.
  update(address) {
    const cell = this.cells[address], button = this.buttons.get(address);
    const status = statusOf(cell);
    button.className = `cell ${status}`;
    button.textContent = cell.value || (status === 'missing' ? '×' : status === 'review' ? '?' : '·');
    const value = cell.value || t(cell.status === 'blank' ? 'value_blank' : 'value_none');
    button.setAttribute('aria-label',
      `${this.labelOf(address)}: ${value}, ${t(`cell.${status}`)}`);
  }

  // marks: address to a class (`lhs`, `rhs`); troubled: addresses in a relation that does not add up.
  show(selected, marks, troubled) {
    for (const [address, button] of this.buttons) {
      button.parentElement.classList.toggle('lhs', marks.get(address) === 'lhs');
      button.parentElement.classList.toggle('rhs', marks.get(address) === 'rhs');
      button.parentElement.classList.toggle('troubled', troubled.has(address));
      button.toggleAttribute('aria-current', address === selected);
      button.tabIndex = -1;
    }
    const stop = this.buttons.get(selected) ?? this.buttons.values().next().value;
    if (stop) stop.tabIndex = 0;
    if (stop && this.buttons.has(selected)) {
      stop.setAttribute('aria-current', 'true');
      stop.scrollIntoView({block: 'nearest', inline: 'nearest'});
    }
  }

  focus(address) {
    this.buttons.get(address)?.focus({preventScroll: true});
  }

  // Arrows go from box to box, over the tables' ends too.
  walk(event, address) {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = this.grids.flat();
    let row = rows.findIndex((cells) => cells.includes(address));
    let column = rows[row].indexOf(address);
    for (;;) {
      row += step[0];
      column += step[1];
      const cells = rows[row];
      if (!cells || column < 0 || (step[1] && column >= cells.length)) return;
      const next = cells[Math.min(column, cells.length - 1)];
      if (!next) continue;
      this.choose(next);
      this.focus(next);
      return;
    }
  }
}

const widthOf = (table) => Math.max(...[...table.header, ...table.rows.map((row) => row.labels)].map(
  (line) => line.reduce((sum, label) => sum + label.columns, 0)));

function heading({label, rows, columns}, scope, width) {
  const down = scope === 'row' && rows >= UPRIGHT_ROWS && columns === 1;
  const whole = columns === width;
  const text = label.trim();
  const properties = {
    rowspan: rows > 1 ? rows : null,
    colspan: columns > 1 ? columns : null,
  };
  if (!text) return el('td.corner', properties);
  const group = scope === 'row' && rows > 1 ? 'rowgroup' : scope === 'col' && columns > 1 ? 'colgroup' : scope;
  return el(`th${down ? '.down' : ''}${whole ? '.whole' : ''}`, {...properties, scope: group},
    el('span', {}, text));
}

// The labels that a row stands under, its own last.
function pathOf(open, row) {
  for (const label of open) label.left -= 1;
  while (open.length && open.at(-1).left <= 0) open.pop();
  for (const label of row.labels) open.push({label: label.label.trim(), left: label.rows});
  return open.map(({label}) => label).filter(Boolean);
}

// The lowest heading over the i-th of a row's figures: of the headings inside the table, or of its
// head, whose merged boxes are laid out as HTML does.
function columnLabel(header, heads, i, figures) {
  if (heads.length) return heads[i] ?? '';
  const grid = header.map(() => []);
  header.forEach((line, r) => line.forEach(({label, rows, columns}) => {
    let c = 0;
    while (grid[r][c] !== undefined) c += 1;
    for (let y = r; y < Math.min(header.length, r + rows); y += 1) {
      for (let x = c; x < c + columns; x += 1) grid[y][x] = label.trim();
    }
  }));
  const last = grid.at(-1) ?? [];
  return last[last.length - figures + i] ?? '';
}
