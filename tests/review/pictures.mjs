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
  const {rows: [row]} = await review.get('/api/reports?sort=checks_broken&desc=1&limit=1');
  const {checks} = await review.get(`/api/report/${row.report_id}`);
  const [address] = checks.find(({verdict}) => verdict === 'broken').rhs;
  await review.open(`#/report/${row.report_id}?cell=${encodeURIComponent(address)}`);
  await review.page.locator('rect.selected').waitFor();
  await take('report');
});

test('queue', async () => {
  const {cells} = await review.get('/api/queue?offset=0&limit=200');
  const choices = cells.map(({value, alternatives}) => (value ? alternatives.length : 0));
  await review.open('#/queue');
  for (let at = choices.indexOf(Math.max(...choices)); at > 0; at -= 1) {
    await review.page.keyboard.press('Escape');  // out of the field of a cell without a reading
    await review.page.keyboard.press('ArrowRight');
  }
  await review.page.locator('.ring').waitFor();
  await take('queue');
});
