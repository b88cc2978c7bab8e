// Pictures of pages and cells. What was asked for before it is needed is kept as an element, which
// shows at once whatever the server says of caching.
import {get} from './api.js';

const KEPT = 40;
const kept = new Map();
const scales = new Map();  // promises

export const pageAddress = (report, page, dpi) => `/api/report/${report}/page/${page}?dpi=${dpi}`;

export const cropAddress = (report, cell) =>
  `/api/report/${report}/crop/${encodeURIComponent(cell)}`;

export function preload(address) {
  if (kept.has(address)) return;
  const image = new Image();
  image.src = address;
  image.addEventListener('error', () => kept.delete(address));  // asked for anew next time
  kept.set(address, image);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
}

// At which dpi the picture of a page is drawn: less than was asked for where it has too many pixels.
export function pageDpi(report, page, dpi) {
  const address = `/api/report/${report}/page/${page}/scale`;
  const key = `${address} ${dpi}`;
  if (!scales.has(key)) {
    scales.set(key, get(address, {dpi}).then((scale) => scale.dpi, (error) => {
      scales.delete(key);  // asked for anew next time
      throw error;
    }));
  }
  return scales.get(key);
}

// An element that shows it; the one asked for before, where there is one.
export function picture(address, alt) {
  preload(address);
  const image = kept.get(address);
  kept.delete(address);  // to the end: the last used goes last
  kept.set(address, image);
  image.alt = alt;
  return image;
}

// Calls `ready` with the dpi of a page's picture once that is there, or `failed` where it cannot be
// had.
export function whenDrawn(image, {report, page, dpi}, ready, failed) {
  whenLoaded(image, () => pageDpi(report, page, dpi).then(ready, failed), failed);
}

// Why there is no picture at `address`, as the server says; `otherwise` where it says nothing.
export async function whyNot(address, otherwise) {
  try {
    await get(address);
  } catch (error) {
    return error.message;
  }
  return otherwise;
}

// Calls `ready` once the picture's size is known, or `failed` where it cannot be had.
export function whenLoaded(image, ready, failed) {
  if (image.complete && image.naturalWidth) return ready();
  image.addEventListener('load', ready, {once: true});
  image.addEventListener('error', failed, {once: true});
}
