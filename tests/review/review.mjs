// A review server over a copy of the dataset, and a browser that has its page open.
import {spawn} from 'node:child_process';
import {cp, mkdtemp, readFile, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before} from 'node:test';

const {NODE_MODULES, GOUJI, GOUJI_DATA, DATASET} = process.env;
const require = createRequire(join(NODE_MODULES, 'x.js'));
export const {chromium} = require('playwright-core');
export const axeSource = () => readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

// For the tests of one file: {address: with its token, origin, out, context, open(hash)}, from
// before the first to after the last.
export function reviewed({options = [], viewport = {width: 1280, height: 800}, ...more} = {}) {
  const it = {};
  before(async () => {
    it.directory = await mkdtemp(join(tmpdir(), 'gouji-review-'));
    it.out = join(it.directory, 'out');
    await cp(join(DATASET, 'out'), it.out, {recursive: true});
    it.server = spawn(GOUJI, ['review', it.out, '--data', GOUJI_DATA, ...options],
      {env: {...process.env, LC_ALL: 'C.UTF-8', LANGUAGE: '', DISPLAY: '', WAYLAND_DISPLAY: ''}});
    it.address = await addressOf(it.server);
    it.origin = new URL(it.address).origin;
    // Debian's Chromium, which has no sandbox where root runs it.
    it.browser = await chromium.launch({executablePath: '/usr/bin/chromium',
      chromiumSandbox: process.getuid() !== 0});
    it.context = await it.browser.newContext({viewport, locale: 'en', ...more});
    it.context.setDefaultTimeout(10_000);
    it.page = await it.context.newPage();
    it.problems = problemsOf(it.page);
    await it.page.goto(it.address);
    await it.page.waitForURL(`${it.origin}/`);  // the entrance leads on to it
  });
  after(async () => {
    await it.browser?.close();
    if (it.server) {
      it.server.kill('SIGTERM');
      await new Promise((resolve) => it.server.once('exit', resolve));
    }
    await rm(it.directory, {recursive: true, force: true});
  });
  // Goes to a view, and waits until it is there.
  it.open = async (hash) => {
    await it.page.goto(`${it.origin}/${hash}`);
    await it.page.reload();  // an address that differs behind # alone does not load anew
    await it.page.locator('main > *:not(.loading)').first().waitFor();
    await it.page.waitForLoadState('networkidle');
  };
  it.get = async (path) => (await it.context.request.get(it.origin + path)).json();
  it.table = async (name) => readFile(join(it.out, `${name}.csv`), 'utf8');
  // The identifier of the report whose file's name has `part` in it.
  it.report = async (part) => {
    const {rows} = await it.get('/api/reports?limit=50');
    return rows.find(({source}) => source.includes(part)).report_id;
  };
  return it;
}

function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (bytes) => {
      said += bytes;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('exit', () => reject(new Error(`gouji review ended: ${said}`)));
  });
}

// What the browser complains of: exceptions, and what the Content-Security-Policy forbids.
function problemsOf(page) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  return problems;
}

// Asks until the answer is one that `accept` takes: the dataset is written behind the answer.
export async function eventually(ask, accept, seconds = 30) {
  for (const end = Date.now() + 1000 * seconds; ;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
