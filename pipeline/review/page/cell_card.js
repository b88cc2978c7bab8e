// A cell by itself, as queue and audit show it: what it is, its picture, and where it stands.
import {crop} from './cell_panel.js';
import {el, fill} from './dom.js';
import {cropAddress, pageAddress, pageDpi, picture, preload, whenDrawn,
  whenLoaded} from './pictures.js';
import {t} from './strings.js';

const DPI = 100;
const POINTS = 72;  // an inch

export const reportLink = (cell) =>
  `#/report/${cell.report_id}?cell=${encodeURIComponent(cell.address)}`;

export function cellHeading(cell) {
  return el('header.cell-heading', {},
    el('p.faint', {}, `${cell.agency || cell.source} · ${cell.year || '–'}`,
      cell.page ? ` · ${t('page_n', {n: cell.page})}` : ''),
    el('h2', {}, cell.label, el('span.faint', {}, ' ／ '), cell.column_label));
}

export const cellCrop = (cell) => crop(cell.report_id, cell.address, cell);

// The page around a cell, the cell framed and in the middle.
export function surroundings(cell) {
  const frame = el('figure.surroundings', {'aria-label': t('on_page')});
  if (!cell.box) return frame;
  const image = picture(pageAddress(cell.report_id, cell.page, DPI), t('page_image', {n: cell.page}));
  const ring = el('span.ring');
  const sheet = el('div.sheet', {}, image, ring);
  const put = (dpi) => {
    const [x0, y0, x1, y1] = cell.box.map((v) => (v * dpi) / POINTS);
    Object.assign(ring.style, {left: `${x0 - 3}px`, top: `${y0 - 3}px`,
      width: `${x1 - x0 + 6}px`, height: `${y1 - y0 + 6}px`});
    const place = (middle, room, whole) =>
      whole <= room ? (room - whole) / 2 : Math.min(0, Math.max(room - whole, room / 2 - middle));
    sheet.style.left = `${place((x0 + x1) / 2, frame.clientWidth, image.naturalWidth)}px`;
    sheet.style.top = `${place((y0 + y1) / 2, frame.clientHeight, image.naturalHeight)}px`;
    sheet.style.visibility = 'visible';
  };
  // The frame has its size once it stands in the page, and another where the window changes.
  whenDrawn(image, {report: cell.report_id, page: cell.page, dpi: DPI},
    (dpi) => new ResizeObserver(() => put(dpi)).observe(frame),
    () => fill(frame, el('p.faint', {}, t('page_failed'))));
  return fill(frame, sheet);
}

// Asks for the pictures of cells that come next, once `card` has its own: the server draws one at a
// time.
export function prepareBehind(card, cells) {
  const image = card.querySelector('.crop img');
  const ask = () => prepare(cells);
  if (image) whenLoaded(image, ask, ask);
  else ask();
}

function prepare(cells) {
  for (const cell of cells.filter((c) => c?.box)) {
    preload(cropAddress(cell.report_id, cell.address));
    preload(pageAddress(cell.report_id, cell.page, DPI));
    pageDpi(cell.report_id, cell.page, DPI).catch(() => {});  // said where it is needed
  }
}

// Which keys do what: [[keys, key of the words], ...].
export function legend(keys) {
  return el('dl.legend', {'aria-label': t('keys')}, keys.map(([names, words]) => el('div', {},
    el('dt', {}, names.map((name) => el('kbd', {}, name))), el('dd', {}, t(words)))));
}
