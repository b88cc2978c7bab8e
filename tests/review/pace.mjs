// How long the next cell of the queue takes to be seen, from the key that answers the one before
// (scripts/measure_review). Every cell is of another report, so that each picture is a first one.
// Prints how long the first takes, and median and worst of the others. Environment: CELLS, and
// SECONDS_A_CELL that a person looks at one.
import {test} from 'node:test';

import {reviewed} from './review.mjs';

const cells = Number(process.env.CELLS ?? 50);
const seconds = Number(process.env.SECONDS_A_CELL ?? 3);
const review = reviewed();

// Milliseconds from the next key until the picture of another cell than this one is painted.
const untilSeen = () => review.page.evaluate(() => new Promise((seen) => {
  const before = document.querySelector('.card');
  const look = (begin) => requestAnimationFrame(() => {
    const card = document.querySelector('.card');
    const image = card?.querySelector('.crop img');
    if (card !== before && image?.complete && image.naturalWidth) seen(performance.now() - begin);
    else look(begin);
  });
  addEventListener('keydown', () => look(performance.now()), {once: true, capture: true});
}));

test('from a key to the next cell', async () => {
  const begin = performance.now();
  await review.page.goto(`${review.origin}/#/queue`);
  await review.page.waitForFunction(() => document.querySelector('.crop img')?.naturalWidth);
  console.log(`the first cell: ${(performance.now() - begin).toFixed(0)} ms`);
  const times = [];
  while (times.length < cells) {
    await review.page.waitForTimeout(1000 * seconds);
    const seen = untilSeen();
    // Where nothing was read a figure is typed, which this measures from its first digit.
    const typed = await review.page.evaluate(() => document.activeElement instanceof HTMLInputElement);
    await review.page.keyboard.press(typed ? '7' : '1');
    if (typed) await review.page.keyboard.press('Enter');
    times.push(await seen);
  }
  times.sort((a, b) => a - b);
  const figure = (name, ms) => `${name} ${ms.toFixed(0)} ms`;
  console.log(`${cells} cells, ${seconds} s each: ${figure('median', times[Math.floor(cells / 2)])}, ` +
    `${figure('90 %', times[Math.floor(0.9 * cells)])}, ${figure('worst', times.at(-1))}`);
});
