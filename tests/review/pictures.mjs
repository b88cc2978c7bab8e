// Takes the pictures of docs/ (scripts/make_review_pictures) into the directory PICTURES.
import {join} from 'node:path';
import {test} from 'node:test';

import {reviewed} from './review.mjs';

const directory = process.env.PICTURES;
const review = reviewed();

const take = async (name) => {
  await review.page.waitForTimeout(300);  // pictures of pages are drawn
  await review.page.screenshot({path: join(directory, `review-${name}.png`)});
};

test('overview', async () => {
  await review.open('#/');
  await take('overview');
});

test('report', async () => {
  const {cells} = await review.get('/api/queue?offset=0&limit=200');
  // One whose doubt shows: it has alternatives, and a sum that does not come out.
  const cell = cells.find(({alternatives, checks, address}) => alternatives.length > 1 &&
    address.startsWith('requests') && checks.some(({verdict}) => verdict === 'suspect')) ?? cells[0];
  await review.open(`#/report/${cell.report_id}?cell=${encodeURIComponent(cell.address)}`);
  await review.page.locator('rect.selected').waitFor();
  await take('report');
});

test('queue', async () => {
  const {cells} = await review.get('/api/queue?offset=0&limit=200');
  await review.open('#/queue');
  const at = cells.findIndex(({alternatives, checks}) => alternatives.length > 2 && checks.length > 1);
  for (let i = 0; i < at; i += 1) await review.page.keyboard.press('ArrowRight');
  await review.page.locator('.surroundings img').evaluate((image) => image.decode());
  await take('queue');
});
