import assert from 'node:assert/strict';
import {test} from 'node:test';

import {reviewed} from './review.mjs';

const review = reviewed();

// Nothing that a report says became an element or ran.
async function isText() {
  const taken = await review.page.evaluate(() => ({
    ran: window.taken ?? null,
    scripts: document.querySelectorAll('body script').length,
    images: document.querySelectorAll('img[src="x"]').length,
  }));
  assert.deepEqual(taken, {ran: null, scripts: 0, images: 0});
  assert.deepEqual(review.problems, []);
}

test('titles, agencies and file names are text in the overview', async () => {
  await review.open('#/');
  const row = review.page.locator('.reports tbody tr', {hasText: '<img src=x'});
  await row.waitFor();
  assert.match(await row.locator('.main a').textContent(), /^<img src=x onerror=/);
  assert.match(await row.locator('.main small').textContent(), /^<img src=x onerror=.*\.pdf$/);
  await isText();
});

test('a filter in the address is text', async () => {
  await review.open(`#/?q=${encodeURIComponent('<img src=x onerror="window.taken=1">')}`);
  await review.page.locator('.chip', {hasText: '<img'}).waitFor();
  await isText();
});

test('text and claims are text in the report', async () => {
  const id = await review.report('<img');
  await review.open(`#/report/${id}?cell=requests%2Fcarried_in%2Ftotal`);
  await review.page.locator('.narrative mark', {hasText: '<img'}).waitFor();
  await review.page.locator('.cell-panel', {hasText: '<img'}).waitFor();
  await isText();
});
