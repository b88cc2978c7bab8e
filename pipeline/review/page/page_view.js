// The page as published, with the cells of the form drawn over it.
import {el, fill, svg} from './dom.js';
import {pageAddress, picture, preload, whenDrawn} from './pictures.js';
import {t} from './strings.js';

const DPI = 100;
const DPI_ZOOMED = 200;
const POINTS = 72;  // an inch
const KEY = ['ok', 'corrected', 'blank', 'review', 'person'];  // what has a place on the page

export class PageView {
  // cells: address to cell; choose(address) is called for a cell that is clicked.
  constructor({report, pages, cells, choose}) {
    Object.assign(this, {report, pages, cells, choose, zoomed: false, selected: null});
    this.marks = new Map();
    this.byPage = new Map();
    for (const [address, cell] of Object.entries(cells)) {
      if (!cell.box) continue;
      if (!this.byPage.has(cell.page)) this.byPage.set(cell.page, []);
      this.byPage.get(cell.page).push(address);
    }
    this.label = el('span.page-number', {'aria-live': 'polite'});
    this.before = this.step('‹', 'page_previous', -1);
    this.after = this.step('›', 'page_next', 1);
    this.zoomButton = el('button', {type: 'button', onclick: () => this.zoom(!this.zoomed)});
    this.sheet = el('div.sheet');
    this.scroller = el('div.scroller', {tabindex: 0, role: 'region', 'aria-label': t('side_page')},
      this.sheet);
    this.root = el('div.page-view', {},
      el('div.page-bar', {}, this.before, this.label, this.after, this.zoomButton), this.scroller,
      el('ul.key', {'aria-label': t('colours')}, KEY.map((status) =>
        el('li', {}, el(`i.swatch.${status}`, {'aria-hidden': 'true'}), t(`cell.${status}`)))));
    const first = [...this.byPage.keys()].sort((a, b) => a - b)[0];
    this.page = first ?? 1;
  }

  step(sign, key, by) {
    return el('button', {type: 'button', 'aria-label': t(key), onclick: () => this.turn(this.page + by)},
      sign);
  }

  draw() {
    this.label.textContent = t('page_of', {n: this.page, pages: this.pages});
    this.before.disabled = this.page <= 1;
    this.after.disabled = this.page >= this.pages;
    this.zoomButton.textContent = t(this.zoomed ? 'zoom_out' : 'zoom');
    this.sheet.classList.toggle('zoomed', this.zoomed);
    const dpi = this.zoomed ? DPI_ZOOMED : DPI;
    const image = picture(pageAddress(this.report, this.page, dpi), t('page_image', {n: this.page}));
    this.overlay = svg('svg', {'aria-hidden': 'true', preserveAspectRatio: 'none'});
    fill(this.sheet, image, this.overlay);
    const {overlay} = this;
    whenDrawn(image, {report: this.report, page: this.page, dpi}, (drawn) => {
      if (overlay !== this.overlay) return;  // turned over meanwhile
      const scale = POINTS / drawn;
      overlay.setAttribute('viewBox',
        `0 0 ${image.naturalWidth * scale} ${image.naturalHeight * scale}`);
      this.drawCells();
      this.scrollToSelected();
      if (this.page < this.pages) preload(pageAddress(this.report, this.page + 1, dpi));
    }, () => fill(this.sheet, el('p.faint', {}, t('page_failed'))));
  }

  turn(page) {
    if (page < 1 || page > this.pages || page === this.page) return;
    this.page = page;
    this.draw();
  }

  zoom(on) {
    this.zoomed = on;
    this.draw();
  }

  drawCells() {
    fill(this.overlay, (this.byPage.get(this.page) ?? []).map((address) => {
      const cell = this.cells[address];
      const [x0, y0, x1, y1] = cell.box;
      const classes = ['box', statusOf(cell), this.marks.get(address),
        address === this.selected && 'selected'].filter(Boolean);
      return svg(`rect.${classes.join('.')}`, {
        x: x0, y: y0, width: Math.max(0, x1 - x0), height: Math.max(0, y1 - y0),
        'data-address': address, onclick: () => this.choose(address)});
    }));
  }

  // marks: address to a class (`lhs`, `rhs`).
  show(selected, marks) {
    this.selected = selected;
    this.marks = marks;
    const page = this.cells[selected]?.box && this.cells[selected].page;
    if (page && page !== this.page) return this.turn(page);
    this.drawCells();
    this.scrollToSelected();
  }

  scrollToSelected() {
    const box = this.overlay.querySelector('.selected');
    if (!box) return;
    const cell = box.getBoundingClientRect(), view = this.scroller.getBoundingClientRect();
    if (cell.top < view.top || cell.bottom > view.bottom) {
      this.scroller.scrollTop += cell.top - view.top - view.height / 2;
    }
    if (cell.left < view.left || cell.right > view.right) {
      this.scroller.scrollLeft += cell.left - view.left - view.width / 2;
    }
  }
}

// How a cell is coloured: a person's says so, whatever its status.
export const statusOf = (cell) => (cell.method === 'person' ? 'person' : cell.status);
