import assert from 'node:assert/strict';
import {test} from 'node:test';

import {eventually, reviewed} from './review.mjs';

const review = reviewed();
const press = (...keys) => keys.reduce((done, key) => done.then(() => review.page.keyboard.press(key)),
  Promise.resolve());
const heading = () => review.page.locator('.cell-heading h2').textContent();
const queue = async () => (await review.get('/api/queue?offset=0&limit=50')).cells;
const left = (n) => eventually(queue, (cells) => cells.length === n);
const value = async ({report_id: id, address}) =>
  (await review.get(`/api/report/${id}`)).cells[address].value;

test('the cell is framed on its page, in sight, also after others', async () => {
  await left(3);
  await review.open('#/queue');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft']) {
    await review.page.keyboard.press('Escape');  // out of the field of a cell without a reading
    await review.page.keyboard.press(key);
    await review.page.locator('.ring').waitFor();
    const ring = await review.page.locator('.ring').boundingBox();
    const frame = await review.page.locator('.surroundings').boundingBox();
    assert.ok(ring.x >= frame.x && ring.x + ring.width <= frame.x + frame.width, key);
    assert.ok(ring.y >= frame.y && ring.y + ring.height <= frame.y + frame.height, key);
  }
});

test('the whole queue is worked off by keyboard alone', async () => {
  const cells = await left(3);
  assert.deepEqual(cells.map((cell) => cell.expected_error),
    cells.map((cell) => cell.expected_error).sort((a, b) => b - a));
  await review.open('#/queue');

  // Nothing was read: what is typed is the figure.
  assert.equal(cells[0].value, '');
  assert.ok((await heading()).includes(cells[0].column_label));
  await press('1', '2', 'Enter');
  await left(2);
  assert.equal(await value(cells[0]), '12');

  // A number chooses one of the alternatives.
  await review.page.locator('.alternatives').waitFor();
  await press('2');
  await left(1);
  assert.equal(await value(cells[1]), cells[1].alternatives[1].value);

  // u takes it back, and the cell is there again.
  await press('u');
  await left(2);
  assert.equal(await value(cells[1]), cells[1].value);
  await eventually(heading, (h) => h.includes(cells[1].column_label));

  // Arrows go on, back, and to another alternative; Enter accepts the one that is selected.
  await press('ArrowRight');
  assert.ok((await heading()).includes(cells[2].column_label));
  await press('ArrowLeft', 'ArrowDown', 'Enter');
  await left(1);
  assert.equal(await value(cells[1]), cells[1].alternatives[1].value);

  // Printed empty.
  await press('b');
  await left(0);
  assert.equal(await value(cells[2]), '');
  await review.page.getByText('Every figure has been seen.').waitFor();

  await press('u');
  await left(1);
});

test('who skips to the end is told what is left, and led back to it', async () => {
  const [cell] = await left(1);
  await review.open('#/queue');
  await press('ArrowRight');
  await review.page.getByText('The end of the list; still to review: 1.').waitFor();
  await press('ArrowLeft');
  await review.page.locator('.cell-heading').waitFor();
  await press('ArrowRight');
  await review.page.getByRole('button', {name: 'Go back to those left'}).click();
  await eventually(heading, (h) => h.includes(cell.column_label));
});

test('undo takes back what was answered here, not what another page did since', async () => {
  const [cell] = await left(1);
  await review.open('#/queue');
  await review.page.route('**/api/queue?*', async (route) => {  // slower than who goes on by keyboard
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await press('e', '4', '5', '7', 'Enter', 'u');
  await left(1);
  await review.page.unrouteAll({behavior: 'wait'});
  await eventually(() => value(cell), (v) => v === cell.value);
  await press('e', '4', '5', '7', 'Enter');
  await left(0);
  const other = 'proactive/regulations/in_force';
  const answer = await review.context.request.post(`${review.origin}/api/corrections`, {
    headers: {Origin: review.origin, 'Content-Type': 'application/json'},
    data: {report_id: cell.report_id, address: other, value: '7'}});
  assert.equal(answer.status(), 200);
  await press('u');
  await left(1);
  assert.equal(await value(cell), cell.value);
  assert.equal(await value({...cell, address: other}), '7');
  await press('u');
  await review.page.getByText('There is no correction to undo.').waitFor();
  assert.equal(await value({...cell, address: other}), '7');
});

test('a cell that another page has answered can be answered after all', async () => {
  const [cell] = await left(1);
  await review.open('#/queue');
  const {report_id, address} = cell;
  const post = (path, data) => review.context.request.post(review.origin + path, {
    headers: {Origin: review.origin, 'Content-Type': 'application/json'}, data});
  await post('/api/corrections', {report_id, address, value: '5'});
  const looked = review.page.waitForResponse((response) => response.url().includes('/api/report/'));
  await press('e', '6', 'Enter');
  await review.page.locator('#notice:not([hidden])').waitFor();
  await (await looked).finished();
  await eventually(() => review.problems.length, (n) => n > 0);
  assert.match(review.problems.pop(), /409/);  // which the browser notes
  assert.equal(await value(cell), '5');
  await press('e', '6', 'Enter');
  await eventually(() => value(cell), (v) => v === '6');
  for (const was of ['5', cell.value]) {
    await post('/api/undo', {report_id, address});
    assert.equal(await value(cell), was);
  }
});

test('a figure is typed where alternatives are not enough', async () => {
  const [cell] = await left(1);
  await review.open('#/queue');
  await press('e', '4', '5', '6', 'Enter');
  await left(0);
  assert.equal(await value(cell), '456');
  assert.deepEqual(review.problems, []);
});
