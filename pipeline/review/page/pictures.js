// Pictures of pages and cells. What was asked for before it is needed is kept as an element, which
// shows at once whatever the server says of caching.
const KEPT = 40;
const kept = new Map();

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

// An element that shows it; the one asked for before, where there is one.
export function picture(address, alt) {
  preload(address);
  const image = kept.get(address);
  kept.delete(address);  // to the end: the last used goes last
  kept.set(address, image);
  image.alt = alt;
  return image;
}

// Calls `ready` once the picture's size is known, or `failed` where it
// cannot be had.
export function whenLoaded(image, ready, failed) {
  if (image.complete && image.naturalWidth) return ready();
  image.addEventListener('load', ready, {once: true});
  image.addEventListener('error', failed, {once: true});
}
