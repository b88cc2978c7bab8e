import assert from 'node:assert/strict';
import {request} from 'node:http';
import {test} from 'node:test';

import {reviewed} from './review.mjs';

const review = reviewed();

// Status and body; `headers` over those of a browser that has the page open.
async function ask(path, {method = 'GET', headers = {}, body = ''} = {}) {
  const [{value}] = await review.context.cookies(review.origin);
  const {hostname, port} = new URL(review.origin);
  return new Promise((resolve, reject) => {
    const asked = request({hostname, port, path, method, headers: {
      Cookie: `gouji_token=${value}`, ...(method === 'POST' ? {
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
