// For those who use a keyboard, a screen reader or a phone: axe-core finds nothing to complain of,
// and nothing is wider than the screen.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {axeSource, reviewed} from './review.mjs';

const CELL = 'requests%2Fnew_received%2Fnatural_person';
const review = reviewed({bypassCSP: true});  // axe-core is put into the page
const axe = await axeSource();

const views = {
  overview: async () => '#/',
  'filtered overview': async () => '#/?status=review&sort=year&desc=1',
  report: async () => `#/report/${await review.report('doubtful')}?cell=${CELL}`,
  'broken report': async () => `#/report/${await review.report('broken')}`,
  'unread report': async () => `#/report/${await review.report('garbage')}`,
  queue: async () => '#/queue',
  audit: async () => '#/audit?n=50',
};

for (const [name, address] of Object.entries(views)) {
  for (const language of ['zh', 'en']) {
    for (const width of [1280, 390]) {
      test(`${name}, ${language}, ${width} pixels wide`, async () => {
        await review.page.setViewportSize({width, height: 844});
        await review.page.goto(review.origin);
        await review.page.evaluate((l) => localStorage.setItem('language', l), language);
        await review.open(await address());
        // Takes seconds: each language once, each width once.
        if ((language === 'zh') === (width === 1280)) {
          await review.page.evaluate(axe);
          const {violations} = await review.page.evaluate(() => window.axe.run());
          assert.deepEqual(violations.map(({id, nodes}) => `${id}: ${nodes[0].html}`), []);
        }
        const over = await review.page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `${over} pixels too wide`);
      });
    }
  }
}

test('focus is visible on what the keyboard comes to', async () => {
  await review.page.setViewportSize({width: 1280, height: 800});
  await review.open('#/');
  for (let i = 0; i < 25; i += 1) {
    await review.page.keyboard.press('Tab');
    const outline = await review.page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return `${style.outlineStyle} ${style.outlineWidth}`;
    });
    assert.equal(outline, 'solid 2px');
  }
});
