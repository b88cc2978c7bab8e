import assert from 'node:assert/strict';
import {test} from 'node:test';

import {eventually, reviewed} from './review.mjs';

const review = reviewed({options: ['--audit', '20']});
const figures = () => review.page.locator('.result dd').allTextContents();
const checked = (n) => eventually(figures, ([seen]) => seen === String(n));

// The p at which k or fewer errors in n have the probability 0.05, by bisection.
function upperBound(k, n) {
  const atMost = (p) => {
    let term = (1 - p) ** n, sum = term;
    for (let i = 0; i < k; i += 1) sum += term *= ((n - i) / (i + 1)) * (p / (1 - p));
    return sum;
  };
  let low = 0, high = 1;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (atMost(middle) > 0.05) low = middle;
    else high = middle;
  }
  return low;
}

const percent = (p) => `${(100 * p).toFixed(2)}%`;

test('accepted cells are sampled, and the same ones again', async () => {
  const ask = async () => (await review.get('/api/audit?n=20')).cells.map((c) => c.report_id + c.address);
  const cells = await ask();
  assert.equal(new Set(cells).size, 20);
  assert.deepEqual(await ask(), cells);
});

test('right and wrong by keys give a rate and its upper bound', async () => {
  await review.open('#/audit');
  for (let n = 1; n <= 9; n += 1) {
    await review.page.keyboard.press('Enter');
    await checked(n);
  }
  assert.deepEqual(await figures(), ['9', '0', '0.00%', percent(upperBound(0, 9))]);
  await review.page.keyboard.press('x');
  await review.page.keyboard.type('98765');
  await review.page.keyboard.press('Enter');
  await checked(10);
  assert.deepEqual(await figures(), ['10', '1', '10.00%', percent(upperBound(1, 10))]);
});

test('a cell that was found wrong is shown as it was read, and stays wrong', async () => {
  const {cells} = await review.get('/api/audit?n=20');
  assert.equal(cells[9].right, false);
  assert.equal(cells[9].person_value, '98765');
  assert.notEqual(cells[9].value, '98765');
  await review.open('#/audit');
  await review.page.keyboard.press('ArrowLeft');
  await review.page.getByText('A person has entered 98765 instead.').waitFor();
  assert.equal(await review.page.locator('.claimed b').textContent(), cells[9].value || 'blank');
  await review.page.keyboard.press('Enter');
  await review.page.getByText('11 / 20').waitFor();
  assert.deepEqual((await figures()).slice(0, 2), ['10', '1']);
  assert.equal((await review.get('/api/audit?n=20')).cells[9].right, false);
});

test('an empty field is a blank only once it is confirmed', async () => {
  await review.open('#/audit');
  await review.page.keyboard.press('x');
  await review.page.keyboard.press('Enter');
  await review.page.getByText('Nothing is entered.').waitFor();
  await review.page.keyboard.press('Escape');
  assert.equal((await review.get('/api/audit?n=20')).cells[10].right, null);
});

test('the overview shows them, and a wrong cell became a correction', async () => {
  await review.open('#/');
  await review.page.getByText(`95 % upper bound ${percent(upperBound(1, 10))}`).waitFor();
  assert.match(await review.table('corrections'), /,98765,/);
});

test('a sample of what there was before says so, and another can be drawn', async () => {
  await review.page.route('**/api/audit?*', async (route) => {
    const data = await (await route.fetch()).json();
    assert.equal(data.population.other, false);
    Object.assign(data.population, {other: true, drawn: data.population.now - 12});
    await route.fulfill({json: data});
  });
  await review.open('#/audit');
  const said = review.page.getByText('The sample was drawn before 12 cells were added');
  await said.waitFor();
  await review.page.getByRole('button', {name: 'Draw a new sample'}).click();
  await said.waitFor({state: 'detached'});
  await review.page.unroute('**/api/audit?*');
  const {cells} = await review.get('/api/audit?n=20');
  assert.equal(cells.length, 20);
});
