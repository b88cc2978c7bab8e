import assert from 'node:assert/strict';
import {test} from 'node:test';

import {reviewed} from './review.mjs';

const review = reviewed({timezoneId: 'Asia/Shanghai'});
const titles = () => review.page.locator('.reports tbody tr .main a').allTextContents();

test('reports and cells are counted by status', async () => {
  await review.open('#/');
  const counts = await review.page.locator('.tile').first().locator('.counts li').allTextContents();
  const {rows} = await review.get('/api/reports?limit=50');
  const of = (status) => rows.filter((row) => row.status === status).length;
  assert.deepEqual(counts, ['ok', 'flagged', 'review', 'failed'].map((s) => `${s} ${of(s)}`));
  assert.equal(of('failed'), 1);
  assert.equal(await review.page.locator('.badge').textContent(), '3');
});

test('charts are drawn, and nothing that the policy forbids was needed', async () => {
  await review.open('#/');
  const drawn = await review.page.locator('canvas').evaluateAll((all) => all.map((canvas) =>
    canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((v) => v)));
  assert.deepEqual(drawn, [true, true]);
  assert.deepEqual(review.problems, []);
});

test('a bar of the chart filters the table', async () => {
  await review.open('#/');
  const canvas = review.page.locator('canvas').first();
  const bars = await canvas.evaluate((element) => {
    const chart = window.Chart.getChart(element);
    return chart.data.datasets.flatMap(({data}, i) => data.flatMap((n, j) => {
      const {x, y, base} = chart.getDatasetMeta(i).data[j].getProps(['x', 'y', 'base'], true);
      return n ? [{n, position: {x, y: (y + base) / 2}}] : [];
    }));
  });
  const {total: all} = await review.get('/api/reports');
  assert.equal(bars.reduce((sum, {n}) => sum + n, 0), all);
  for (const {n, position} of bars) {
    await review.open('#/');
    await canvas.click({position});
    await review.page.locator('.chip').nth(1).waitFor();
    assert.equal(await review.page.locator('.reports tbody tr').count(), n);
  }
});

test('a relation that breaks leads to the reports behind it', async () => {
  await review.open('#/');
  await review.page.locator('.bars.stacked a').first().click();
  await review.page.locator('.chip').waitFor();
  const check = new URL(review.page.url().replace('#/', '')).searchParams.get('check');
  assert.equal(await review.page.locator('.reports tbody tr').count(),
    (await review.get(`/api/reports?check=${encodeURIComponent(check)}`)).total);
});

test('the table is searched, filtered and cleared', async () => {
  await review.open('#/');
  const all = (await titles()).length;
  await review.page.getByLabel('Search').fill('望汀');
  await review.page.locator('.chip').waitFor();
  assert.deepEqual(await titles(), ['望汀区人民政府2023年政府信息公开工作年度报告']);
  await review.page.locator('select[name="status"]').selectOption('review');
  await review.page.getByText('No report matches.').waitFor();
  await review.page.getByRole('button', {name: 'Clear filters'}).click();
  await review.page.locator('.chips:empty').waitFor({state: 'attached'});
  await review.page.locator(`.reports tbody tr:nth-child(${all})`).waitFor();
  assert.equal((await titles()).length, all);
});

test('the table is sorted, figures from the most down', async () => {
  await review.open('#/');
  await review.page.getByRole('button', {name: 'Broken'}).click();
  await review.page.locator('th[aria-sort="descending"]').waitFor();
  assert.equal((await titles())[0], '望汀区人民政府2023年政府信息公开工作年度报告');
});

test('the language is switched, and stays', async () => {
  await review.open('#/');
  await review.page.getByRole('button', {name: '中文'}).click();
  await review.page.getByRole('heading', {name: '年报'}).first().waitFor();
  await review.open('#/queue');
  assert.equal(await review.page.locator('html').getAttribute('lang'), 'zh-CN');
  await review.page.getByRole('button', {name: 'English'}).click();
  await review.page.locator('nav').getByText('To review').waitFor();
});

test('what the server says is in the language of the page', async () => {
  const id = await review.report('garbage');
  await review.open('#/');
  await review.page.goto(`${review.origin}/#/report/${id}`);
  await review.page.getByText('This is not a PDF file').first().waitFor();
  await review.page.getByRole('button', {name: '中文'}).click();
  await review.page.getByText('这不是 PDF 文件').first().waitFor();
  assert.equal((await review.get(`/api/report/${'0'.repeat(16)}?lang=zh`)).error, '没有这份报告');
  assert.equal((await review.get(`/api/report/${'0'.repeat(16)}?lang=en`)).error,
    'there is no such report');
  await review.page.getByRole('button', {name: 'English'}).click();
  await review.page.getByText('This is not a PDF file').first().waitFor();
});

test('the time of the last run is the reader\'s', async () => {
  const {run} = await review.get('/api/overview');
  const there = new Date(Date.parse(run.started) + 8 * 3600 * 1000).toISOString();
  await review.open('#/');
  await review.page.locator('.tile', {hasText: 'Last run'})
    .getByText(there.slice(0, 16).replace('T', ' ')).waitFor();
});

test('an overview that is not whole yet says so until it is', async () => {
  let asked = 0;
  await review.page.route('**/api/overview*', async (route) => {
    const data = await (await route.fetch()).json();
    asked += 1;
    if (asked < 4) data.progress = {indexed: asked, all: 4};
    await route.fulfill({json: data});
  });
  await review.page.goto(`${review.origin}/#/`);
  await review.page.reload();
  await review.page.getByText('Going through 4 reports, 3 done').waitFor();
  await review.page.locator('.indexing[hidden]').waitFor({state: 'attached'});
  await review.page.unroute('**/api/overview*');
});

test('what is typed in the search does not take one back from another view', async () => {
  await review.open('#/');
  await review.page.locator('input[name=q]').pressSequentially('x');
  await review.page.evaluate(() => { location.hash = '#/queue'; });
  await review.page.locator('.queue').waitFor();
  await review.page.waitForTimeout(400);  // longer than the search waits for more to be typed
  assert.equal(new URL(review.page.url()).hash, '#/queue');
});
