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

// A cell whose doubt shows: a sum does not come out with it, and there are other readings.
async function doubtful() {
  const {cells} = await review.get('/api/queue?offset=0&limit=200');
  const shows = ({alternatives, checks}) =>
    alternatives.length + 5 * checks.filter(({verdict}) => verdict === 'suspect').length;
  return cells.map((cell, at) => ({...cell, at})).sort((a, b) => shows(b) - shows(a))[0];
}

test('report', async () => {
  const cell = await doubtful();
  await review.open(`#/report/${cell.report_id}?cell=${encodeURIComponent(cell.address)}`);
  await review.page.locator('rect.selected').waitFor();
  await take('report');
});

test('queue', async () => {
  const {at} = await doubtful();
  await review.open('#/queue');
  for (let i = 0; i < at; i += 1) await review.page.keyboard.press('ArrowRight');
  await review.page.locator('.surroundings img').evaluate((image) => image.decode());
  await take('queue');
});
