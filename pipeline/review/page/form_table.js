// The form's tables as the form prints them, a button in every box.
import {el} from './dom.js';
import {statusOf} from './page_view.js';
import {t} from './strings.js';

const ARROWS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
const LONG = 5;  // figures of more digits are set smaller: none is ever broken over lines
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
    let heads = table.header;  // the headings above the next row of figures
    const body = table.rows.map((row) => {
      if (!row.cells.length) {
        heads = [row.labels];
        return el('tr', {}, row.labels.map((label) => heading(label, 'col', width)));
      }
      const path = pathOf(open, row);
      const columns = columnPaths(heads, row.cells.length, row.span ?? 1);
      grid.push(row.cells);
      return el('tr', {}, row.labels.map((label) => heading(label, 'row', width)),
        row.cells.map((address, i) => this.box(address, path, columns[i], row.span)));
    });
    return el('div.table-scroller', {},
      el(`table.${table.id}`, {},
        el('caption', {}, table.title),
        columns(table, width),
        table.header.length ? el('thead', {}, table.header.map((line) => el('tr', {},
          line.map((label) => heading(label, 'col', width))))) : null,
        el('tbody', {}, body)));
  }

  // A box under several headings and beside no label is named by all of them.
  box(address, path, columns, span) {
    if (!address) return el('td.void', {colspan: span > 1 ? span : null});
    const column = columns.at(-1) ?? '';
    this.labels.set(address, {path: path.length ? path : columns.slice(0, -1), column});
    const button = el('button', {type: 'button', 'data-address': address, tabindex: -1,
      onclick: () => this.choose(address),
      onkeydown: (event) => this.walk(event, address)});
    this.buttons.set(address, button);
    if (this.buttons.size === 1) button.tabIndex = 0;
    const box = el('td', {colspan: span > 1 ? span : null}, button);
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
    button.className = `cell ${status}${cell.value.length > LONG ? ' long' : ''}`;
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

// Room for merged labels, labels and figures, from the left.
function columns(table, width) {
  const figures = Math.max(...table.rows.map((row) => row.cells.length * (row.span ?? 1)));
  return el('colgroup', {}, Array.from({length: width}, (_, i) => {
    if (i >= width - figures) return el('col.figure');
    return el(i === width - figures - 1 ? 'col.label' : 'col.merged');
  }));
}

function heading({label, rows, columns}, scope, width) {
  const down = scope === 'row' && rows >= UPRIGHT_ROWS && columns === 1;
  const whole = columns === width;
  const text = label.trim();
  const properties = {
    rowspan: rows > 1 ? rows : null,
    colspan: columns > 1 ? columns : null,
  };
  if (!text) return el('td.corner', properties);
  const several = scope === 'row' ? rows > 1 : columns > 1;
  return el(`th${down ? '.down' : ''}${whole ? '.whole' : ''}`, {...properties, scope: several ? `${scope}group` : scope},
    el('span', {}, text));
}

// The labels that a row stands under, its own last.
function pathOf(open, row) {
  for (const label of open) label.left -= 1;
  while (open.length && open.at(-1).left <= 0) open.pop();
  for (const label of row.labels) open.push({label: label.label.trim(), left: label.rows});
  return open.map(({label}) => label).filter(Boolean);
}

// The headings over each of a row's last `figures` boxes, `span` columns wide, from the top down.
// Merged ones are laid out as HTML does.
function columnPaths(header, figures, span) {
  const grid = header.map(() => []);
  header.forEach((line, r) => line.forEach((label) => {
    let c = 0;
    while (grid[r][c] !== undefined) c += 1;
    for (let y = r; y < Math.min(header.length, r + label.rows); y += 1) {
      for (let x = c; x < c + label.columns; x += 1) grid[y][x] = label;
    }
  }));
  const width = Math.max(0, ...grid.map((line) => line.length));
  return Array.from({length: figures}, (_, i) => {
    const over = grid.map((line) => line[width - (figures - i) * span]);
    return [...new Set(over)].map((label) => label?.label.trim()).filter(Boolean);
  });
}
