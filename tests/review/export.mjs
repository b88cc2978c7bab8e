import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {test} from 'node:test';
import {pathToFileURL} from 'node:url';

import {reviewed} from './review.mjs';

const {GOUJI, GOUJI_DATA, DATASET} = process.env;
const review = reviewed();

test('one page by itself shows the broken sums with the pictures of their cells', async () => {
  const file = join(review.directory, 'export.html');
  const {status, stderr} = spawnSync(GOUJI,
    ['review', join(DATASET, 'out'), '--data', GOUJI_DATA, '--export', file], {encoding: 'utf8'});
  assert.equal(status, 0, stderr);
  const asked = [];
  const page = await review.context.newPage();
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  assert.deepEqual(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')), []);
  const text = await page.locator('body').innerText();
  const {checks} = await review.get(`/api/report/${await review.report('broken')}`);
  const broken = checks.filter((check) => check.verdict === 'broken');
  assert.ok(broken.length > 0);
  for (const check of broken) {
    assert.ok(text.includes(check.lhs_sum) && text.includes(check.rhs_sum), check.check);
  }
  // Its agency was not read with certainty: the page accuses nobody by name.
  assert.ok(text.includes('broken.pdf'));
  assert.ok(!text.includes('望汀区人民政府'));
  const shown = await page.locator('img').evaluateAll((images) =>
    images.map((image) => image.naturalWidth > 0));
  assert.ok(shown.length > 0 && shown.every(Boolean));
  assert.equal(await page.evaluate(() => window.taken ?? null), null);
  assert.doesNotMatch(await readFile(file, 'utf8'), /<script>window|<img src=x/);
});
