import assert from 'node:assert/strict';
import {createServer, request} from 'node:http';
import {after, test} from 'node:test';

import {reviewed} from './review.mjs';

const review = reviewed();

// Status and body; `headers` over those of a browser that has the page open.
async function ask(path, {method = 'GET', headers = {}, body = ''} = {}) {
  const [{name, value}] = await review.context.cookies(review.origin);
  const {hostname, port} = new URL(review.origin);
  return new Promise((resolve, reject) => {
    const asked = request({hostname, port, path, method, headers: {
      Cookie: `${name}=${value}`, ...(method === 'POST' ? {
        Origin: review.origin, 'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body)} : {}), ...headers}}, (answer) => {
      let text = '';
      answer.on('data', (bytes) => { text += bytes; });
      answer.on('end', () => resolve({status: answer.statusCode, headers: answer.headers, text}));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

test('who has the cookie is answered', async () => {
  const {status, headers} = await ask('/api/overview');
  assert.equal(status, 200);
  assert.match(headers['content-security-policy'], /default-src 'none'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

for (const path of ['/', '/app.js', '/api/overview', '/api/queue', '/?token=0123456789abcdef']) {
  test(`${path} is refused without the cookie`, async () => {
    assert.equal((await ask(path, {headers: {Cookie: ''}})).status, 403);
  });
}

for (const host of ['gouji.example', '127.0.0.1', 'localhost:1']) {
  test(`the host ${host} is refused`, async () => {
    const {status, text} = await ask('/api/overview', {headers: {Host: host}});
    assert.ok(status >= 400 && status < 500);
    assert.doesNotMatch(text, /"reports"/);
  });
}

for (const [what, headers] of [
  ['a foreign origin', {Origin: 'http://gouji.example'}],
  ['no origin', {Origin: ''}],
  ['the origin of a file', {Origin: 'null'}],
  ['a form', {'Content-Type': 'text/plain'}],
]) {
  test(`a correction from ${what} is refused`, async () => {
    const [cell] = JSON.parse((await ask('/api/queue?offset=0&limit=1')).text).cells;
    const body = JSON.stringify({report_id: cell.report_id, address: cell.address, value: '5',
      note: '', seen_value: cell.value});
    const {status} = await ask('/api/corrections', {method: 'POST', headers, body});
    assert.ok(status >= 400 && status < 500);
    const {cells} = JSON.parse((await ask('/api/queue?offset=0&limit=1')).text);
    assert.equal(cells[0].value, cell.value);
  });
}

test('no path leads out of what is served', async () => {
  for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/api/report/../../etc/passwd',
    '/api/report/0123456789abcdef/page/1?dpi=100', '/run.db']) {
    const {status, text} = await ask(path);
    assert.ok(status >= 400 && status < 500, path);
    assert.doesNotMatch(text, /root:/);
  }
});

// Another site, whose one page links to the address that gouji review has printed.
const elsewhere = createServer((_, answer) => {
  answer.setHeader('Content-Type', 'text/html').end(`<a href="${review.address}">review</a>`);
});
after(() => elsewhere.close());

async function onAnotherSite(context) {
  if (!elsewhere.listening) await new Promise((ready) => { elsewhere.listen(0, 'localhost', ready); });
  const page = await context.newPage();
  await page.goto(`http://localhost:${elsewhere.address().port}/`);
  return page;
}

test('the address that is printed may be clicked on another site', async () => {
  const page = await onAnotherSite(await review.browser.newContext());
  await page.getByText('review').click();
  await page.locator('.overview').waitFor();
  assert.doesNotMatch(page.url(), /token/);
  await page.reload();
  await page.locator('.overview').waitFor();
});

test('what another site leads to comes without the cookie', async () => {
  const lead = {
    GET: (address) => { window.location.href = address; },
    POST: (address) => {
      const form = document.createElement('form');
      Object.assign(form, {method: 'POST', action: address});
      document.body.append(form);
      form.submit();
    },
  };
  for (const [method, path] of [['GET', '/'], ['GET', '/api/overview'], ['POST', '/api/undo']]) {
    const page = await onAnotherSite(review.context);  // which has the cookie
    const answered = page.waitForResponse((response) => response.url() === review.origin + path);
    await page.evaluate(lead[method], review.origin + path);
    assert.equal((await answered).status(), 403, path);
  }
});
