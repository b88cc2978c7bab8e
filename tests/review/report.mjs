import assert from 'node:assert/strict';
import {test} from 'node:test';

import {eventually, reviewed} from './review.mjs';

const CELL = 'requests/new_received/natural_person';
const CHECK = 'requests.row.new_received';

const review = reviewed();
const inTable = (address) => review.page.locator(`.form [data-address="${address}"]`);
const onPage = (address) => review.page.locator(`.sheet [data-address="${address}"]`);

const open = async (part) => {
  const id = await review.report(part);
  await review.open(`#/report/${id}`);
  return id;
};

// The lines of a table that belong to a report and hold `part`.
const lines = async (name, id, part) =>
  (await review.table(name)).split('\n').filter((line) => line.startsWith(id) && line.includes(part));

test('the form is laid out with merged headings, a box for every cell', async () => {
  const id = await open('doubtful');
  const {cells} = await review.get(`/api/report/${id}`);
  assert.equal(await review.page.locator('.form button.cell').count(), Object.keys(cells).length);
  const merged = review.page.locator('.requests th[colspan="5"]');
  assert.equal(await merged.first().textContent(), '法人或其他组织');
});

test('a cell in the table finds its place on the page', async () => {
  await open('doubtful');
  await inTable(CELL).click();
  await review.page.locator('rect.selected').waitFor();
  assert.equal(await review.page.locator('rect.selected').getAttribute('data-address'), CELL);
  const box = await review.page.locator('rect.selected').boundingBox();
  const view = await review.page.locator('.scroller').boundingBox();
  assert.ok(box.y >= view.y && box.y + box.height <= view.y + view.height + 1);
});

test('a place on the page finds its cell in the table', async () => {
  await open('doubtful');
  await inTable(CELL).click();
  await review.page.locator('rect.selected').waitFor();
  const other = 'requests/new_received/total';
  await onPage(other).click();
  await review.page.locator(`.form [data-address="${other}"][aria-current]`).waitFor();
});

test('the picture of a cell stands beside its value, with what else it may be', async () => {
  await open('doubtful');
  await inTable(CELL).click();
  await review.page.locator('.cell-panel .crop img').evaluate((image) => image.decode());
  const values = await review.page.locator('.cell-panel .alternatives b').allTextContents();
  assert.equal(values[0], '9');
  assert.equal(values.length, 2);
});

test('arrows go from box to box', async () => {
  await open('doubtful');
  await inTable('requests/new_received/commercial_enterprise').click();
  await review.page.keyboard.press('ArrowLeft');
  await review.page.locator(`.form [data-address="${CELL}"]:focus`).waitFor();
  await review.page.keyboard.press('ArrowDown');
  await review.page.locator('.form [data-address="requests/carried_in/natural_person"]:focus').waitFor();
});

test('a broken relation is drawn as a sum, and marks the cells that take part', async () => {
  const id = await open('broken');
  const {checks} = await review.get(`/api/report/${id}`);
  const broken = checks.find((check) => check.verdict === 'broken');
  const card = review.page.locator(`.sums > [data-check="${broken.check}"]`).first();
  await card.locator('.relation').waitFor();
  await card.locator('header button').click();
  await review.page.locator('.form td.lhs').first().waitFor();
  assert.equal(await review.page.locator('.form td.lhs').count(), broken.lhs.length);
  assert.equal(await review.page.locator('.form td.rhs').count(), broken.rhs.length);
});

test('a correction turns a suspect relation into one that holds, and undo back', async () => {
  const id = await open('doubtful');
  const verdict = async () => (await lines('checks', id, `,${CHECK},`))[0]?.split(',').at(-1);
  const value = async () => (await review.get(`/api/report/${id}`)).cells[CELL].value;
  assert.equal(await verdict(), 'suspect');
  const card = review.page.locator(`section.sums [data-check="${CHECK}"]`);
  await card.waitFor();

  await inTable(CELL).click();
  const right = await review.page.locator('.cell-panel .alternatives b').nth(1).textContent();
  await review.page.locator('.cell-panel .alternatives button').nth(1).click();
  await card.waitFor({state: 'detached'});
  await review.page.locator('.cell-panel .tag.person').waitFor();
  assert.equal(await value(), right);
  await eventually(verdict, (v) => v === 'holds');
  const [cell] = await lines('cells', id, 'requests,new_received,natural_person,');
  assert.match(cell, new RegExp(`natural_person,${right},[^,]*,ok,1[.0]*,person,`));

  await inTable(CELL).focus();
  await review.page.keyboard.press('u');
  await card.waitFor();
  assert.equal(await value(), '9');
  await eventually(verdict, (v) => v === 'suspect');
  const notes = (await review.table('corrections')).trim().split('\n').map((l) => l.split(',').at(-1));
  assert.equal(notes.at(-1), 'undo');
});

test('what is no number is not sent', async () => {
  await open('doubtful');
  await inTable(CELL).click();
  const field = review.page.locator('.cell-panel input');
  await field.fill('十二');
  await field.press('Enter');
  await review.page.locator('.cell-panel .error:not(:empty)').waitFor();
});

test('a figure that another window has changed meanwhile is not overwritten', async () => {
  const id = await open('doubtful');
  await inTable(CELL).click();
  const answer = await review.context.request.post(`${review.origin}/api/corrections`, {
    headers: {Origin: review.origin, 'Content-Type': 'application/json'},
    data: {report_id: id, address: CELL, value: '5', note: '', seen_value: '9'}});
  assert.equal(answer.status(), 200);
  await review.page.locator('.cell-panel input').fill('6');
  await review.page.locator('.cell-panel input').press('Enter');
  await review.page.locator('#notice:not([hidden])').waitFor();
  assert.equal((await review.get(`/api/report/${id}`)).cells[CELL].value, '5');

  // What it is by now is shown, and can be corrected from there.
  await eventually(() => inTable(CELL).textContent(), (shown) => shown === '5');
  await review.page.locator('.cell-panel input').fill('9');
  await review.page.locator('.cell-panel input').press('Enter');
  await eventually(() => inTable(CELL).textContent(), (shown) => shown === '9');
  // As before the test.
  for (const was of ['5', '9']) {
    await review.page.locator('.cell-panel').getByRole('button', {name: 'Undo', exact: true}).click();
    await eventually(() => inTable(CELL).textContent(), (shown) => shown === was);
  }
});

test('undo takes back the cell it stands beside, and is there for what can be undone', async () => {
  const id = await open('doubtful');
  const other = 'proactive/regulations/in_force';
  const value = async (address) => (await review.get(`/api/report/${id}`)).cells[address].value;
  const before = {[CELL]: await value(CELL), [other]: await value(other)};
  const button = review.page.locator('.cell-panel').getByRole('button', {name: 'Undo', exact: true});
  await inTable(CELL).click();
  assert.equal(await button.count(), 0);
  for (const [address, figure] of [[CELL, '35'], [other, '7']]) {
    await inTable(address).click();
    await review.page.locator('.cell-panel input').fill(figure);
    await review.page.locator('.cell-panel input').press('Enter');
    // The page shows the answer by then: it draws anew what is clicked next.
    await eventually(() => inTable(address).textContent(), (shown) => shown === figure);
  }
  await inTable(CELL).click();
  await button.click();
  await eventually(() => value(CELL), (v) => v === before[CELL]);
  assert.equal(await value(other), '7');

  await review.open(`#/report/${await review.report('broken')}`);
  await review.page.keyboard.press('u');
  await review.page.getByText('Nothing was corrected in this report').waitFor();
  assert.equal(await value(other), '7');

  await review.open(`#/report/${id}`);
  await review.page.keyboard.press('u');
  await eventually(() => value(other), (v) => v === before[other]);
  await review.page.locator('#announcer').getByText('Undone:').waitFor();
});

test('a file that was not read says why', async () => {
  await open('garbage');
  await review.page.getByText('This is not a PDF file').first().waitFor();
});

test('a picture that cannot be had is not said to be a cell that is not there', async () => {
  await review.page.route('**/crop/*', (route) => route.fulfill({status: 404,
    json: {error: 'doubtful.pdf is gone'}}));
  await open('doubtful');
  await inTable(CELL).click();
  await review.page.locator('.cell-panel .crop').getByText('doubtful.pdf is gone').waitFor();
  await review.page.unroute('**/crop/*');
});

test('what else a report is to review for is said', async () => {
  const id = await review.report('doubtful');
  await review.page.route(`**/api/report/${id}?*`, async (route) => {
    const data = await (await route.fetch()).json();
    assert.equal(data.report.text_whole, true);
    Object.assign(data.report, {agency: '', year: null, text_whole: false});
    await route.fulfill({json: data});
  });
  await review.open(`#/report/${id}`);
  const said = await review.page.locator('.report-head p').textContent();
  assert.equal(said, 'The agency is not known. The year is not known. Part of the text could not be read.');
});
