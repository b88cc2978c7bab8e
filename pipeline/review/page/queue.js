// Every cell that needs a person, the worst first, by keyboard alone. An answer is sent while the
// next cell is already there; answers go one after the other, and what fails comes back.
import {get, post} from './api.js';
import {cellCrop, cellHeading, legend, prepareBehind, reportLink, surroundings} from './cell_card.js';
import {alternatives, plainNumber} from './cell_panel.js';
import {announce, complain, el, fill, isTyping, keyOf} from './dom.js';
import {count, percent, t} from './strings.js';

const BATCH = 30;     // cells asked for at once
const NEAR_END = 10;  // cells ahead at which more are asked for
const AHEAD = 8;      // cells whose pictures are asked for before they are needed

const keyOfCell = (cell) => `${cell.report_id} ${cell.address}`;

// Which alternative Enter accepts: the one that the program guesses; none where it does not.
function bestGuess({value, alternatives}) {
  if (!value) return -1;
  return Math.max(0, alternatives.findIndex((a) => a.value === value));
}

export async function queueView({page}) {
  const queue = new Queue(page);
  await queue.load();
  queue.draw();
  return queue;
}

class Queue {
  constructor(page) {
    Object.assign(this, {page, items: [], at: 0, left: 0, done: [], seconds: []});
    this.sending = Promise.resolve();
    this.title = t('queue');
    this.root = el('div.queue');
  }

  async load() {
    const open = this.items.filter((item) => !item.answer).length;
    const {total, cells} = await get('/api/queue', {offset: open, limit: BATCH});
    const known = new Set(this.items.map(({cell}) => keyOfCell(cell)));
    this.items.push(...cells.filter((cell) => !known.has(keyOfCell(cell)))
      .map((cell) => ({cell, answer: null, seen: cell.value, chosen: bestGuess(cell)})));
    this.left = total;
  }

  get item() { return this.items[this.at]; }

  draw() {
    const {item} = this;
    if (!item) return fill(this.root, this.empty());
    this.shown = performance.now();
    this.field = el('input', {name: 'value', inputmode: 'decimal', autocomplete: 'off',
      'aria-label': t('new_value'), value: item.answer ? item.answer.value : '',
      placeholder: item.cell.value,
      onkeydown: (event) => this.keyInField(event)});
    this.error = el('p.error', {role: 'alert'});
    fill(this.root,
      el('h1.unseen', {}, t('queue')),
      this.progress(),
      el('article.card', {},
        cellHeading(item.cell),
        cellCrop(item.cell),
        this.choices(),
        el('div.entry', {}, el('label', {}, t('new_value'), ' ', this.field),
          el('button.primary', {type: 'button', onclick: () => this.submitField()}, t('save'), ' ',
            el('kbd', {}, '↵'))),
        this.error,
        this.relations()),
      surroundings(item.cell),
      el('footer', {}, legend([
        [['1', '–', '5'], 'key_choose'], [['↵'], 'key_enter'], [['↑', '↓'], 'key_pick'],
        [['E'], 'key_type'], [['B'], 'key_blank'], [['←', '→'], 'key_move'], [['U'], 'key_undo'],
        [['O'], 'key_open']])));
    prepareBehind(this.root,
      this.items.slice(this.at + 1, this.at + 1 + AHEAD).map(({cell}) => cell));
    // Nothing to choose from: a figure can only be typed.
    if (this.typesAtOnce()) this.field.focus();
  }

  typesAtOnce() {
    return !this.item.cell.alternatives.length && !this.item.cell.value && !this.item.answer &&
      this.root.isConnected;
  }

  entered() {
    if (this.item && this.typesAtOnce()) this.field.focus();
    else document.getElementById('view').focus();
  }

  empty() {
    return el('div.card.finished', {},
      el('h1', {}, this.left ? t('queue_skipped', {left: count(this.left)}) : t('queue_empty')),
      el('p.faint', {}, t('done_n', {n: this.done.length})),
      this.done.some(({kept}) => kept) ? el('button', {type: 'button', onclick: () => this.undo()},
        t('undo'), ' ', el('kbd', {}, 'U')) : null,
      this.left ? el('button.primary', {type: 'button', onclick: () => this.again()},
        t('queue_again')) : null,
      el('a.button', {href: '#/'}, t('back')));
  }

  // From the first that was skipped.
  async again() {
    await this.sending;
    Object.assign(this, {items: [], at: 0});
    try {
      await this.load();
      this.draw();
    } catch (error) {
      complain(error.message);
    }
  }

  progress() {
    const all = this.left + this.done.length;
    const filled = el('span');
    filled.style.width = `${(100 * this.done.length) / Math.max(1, all)}%`;
    const last = this.seconds.slice(-20);
    const pace = last.reduce((sum, s) => sum + s, 0) / last.length;
    return el('div.progress', {},
      el('div.track', {'aria-hidden': 'true'}, filled),
      el('p', {},
        el('span.left', {}, t('queue_left', {left: count(this.left)})),
        this.done.length ? ` · ${t('done_n', {n: count(this.done.length)})}` : '',
        this.seconds.length > 2 ? ` · ${t('pace', {seconds: pace.toFixed(1)})}` : '',
        ' · ', el('a', {href: reportLink(this.item.cell)}, t('open_report'))));
  }

  choices() {
    const {cell, answer, chosen} = this.item;
    const note = answer ? el('p.done', {}, t('answered', {value: answer.value || t('value_blank')})) : null;
    if (!this.values().length) return note;
    const list = cell.alternatives.length ? cell.alternatives :
      [{value: cell.value, probability: cell.confidence}];
    return el('div.choices', {role: 'group', 'aria-label': t('candidates')}, note,
      alternatives(list, answer ? list.findIndex((a) => a.value === answer.value) : chosen,
        (i) => this.save(list[i].value)),
      cell.raw && cell.raw !== cell.value ? el('p.faint', {}, `${t('raw')}: ${cell.raw}`) : null);
  }

  // What Enter and the number keys may choose.
  values() {
    const {cell} = this.item;
    if (cell.alternatives.length) return cell.alternatives.map((a) => a.value);
    return cell.value ? [cell.value] : [];
  }

  relations() {
    const {checks, confidence} = this.item.cell;
    return el('ul.relations', {},
      el('li.faint', {}, `${t('confidence_of')} ${percent(confidence, 1)}`),
      checks.map(({sentence, verdict}) => el(`li.${verdict}`, {},
        el(`span.tag.${verdict}`, {}, t(`verdict.${verdict}`)), ' ', sentence)));
  }

  submitField() {
    const text = this.field.value.trim();
    if (!text) return this.accept();
    const value = plainNumber(text);
    if (value === null) {
      this.error.textContent = t('not_number');
      return;
    }
    this.save(value);
  }

  accept() {
    const value = this.values()[this.item.chosen];
    if (value === undefined) this.field.focus();
    else this.save(value);
  }

  save(value) {
    const {item} = this;
    this.seconds.push(Math.min(60, (performance.now() - this.shown) / 1000));
    const step = {item, before: item.answer, seen: item.seen, kept: false};
    if (!item.answer) this.left -= 1;
    Object.assign(item, {answer: {value}, seen: value});
    this.done.push(step);
    this.send(() => post('/api/corrections', {report_id: item.cell.report_id,
      address: item.cell.address, value, note: '', seen_value: step.seen}),
    (error) => this.takeBack(step, error), () => { step.kept = true; });
    announce(t('saved', {address: item.cell.label, value: value || t('value_blank')}));
    this.move(1);
  }

  // Sends after all that was sent before.
  send(ask, failed, done) {
    this.sending = this.sending.then(ask).then((answer) => {
      done?.(answer);
      this.left = answer.left;
      this.page.setLeft(answer.left);
      this.learn(answer);
      this.redrawProgress();
      if (answer.dataset?.error) complain(answer.dataset.error);
    }).catch((error) => {
      complain(error.message);
      failed?.(error);
    });
  }

  // What the server did not take is asked for again.
  takeBack(step, error) {
    this.done = this.done.filter((other) => other !== step);
    this.returnTo(step);
    if (error.status === 409) this.lookAgain(step.item);
  }

  // The cell has another value by now, which the server has said: the next answer is to that.
  async lookAgain(item) {
    try {
      const {cells} = await get(`/api/report/${item.cell.report_id}`);
      item.seen = cells[item.cell.address].value;
    } catch (error) {
      complain(error.message);
    }
  }

  returnTo({item, before, seen}) {
    Object.assign(item, {answer: before, seen});
    if (!before) this.left += 1;
    if (!this.items.includes(item)) this.items.splice(this.at, 0, item);  // they were asked for anew
    this.at = this.items.indexOf(item);
    this.draw();
  }

  // Relations that a correction has changed, in the cells of the same report.
  learn({checks, report}) {
    const changed = new Map(checks.map((check) => [check.check, check]));
    for (const {cell} of this.items) {
      if (cell.report_id !== report.report_id) continue;
      for (const check of cell.checks) {
        const now = changed.get(check.check);
        if (!now) continue;
        check.verdict = now.verdict;
        const sign = Number(now.difference) ? '≠' : '＝';
        check.sentence = `${now.label}: ${now.lhs_sum} ${sign} ${now.rhs_sum}`;
      }
    }
  }

  redrawProgress() {
    const old = this.root.querySelector('.progress');
    if (old && this.item) old.replaceWith(this.progress());
    else if (!this.item) this.draw();
  }

  async move(step) {
    const to = this.at + step;
    if (to < 0) return;
    this.at = Math.min(to, this.items.length);
    complain('');
    if (this.items.length - this.at > NEAR_END || step < 0) return this.draw();
    if (this.item) this.draw();
    else document.getElementById('view').focus();  // keys are no longer for the answered cell's field
    await this.more();
    if (!this.item) this.draw();
  }

  async more() {
    await this.sending;  // what is answered has left the server's queue by then
    const before = this.items.length;
    try {
      await this.load();
    } catch (error) {
      complain(error.message);
    }
    if (before === this.at && this.item) this.draw();
  }

  // What is still being sent is waited for: only what the server has can be taken back.
  async undo() {
    await this.sending;
    const last = this.done.filter(({kept}) => kept).at(-1);
    if (!last) return announce(t('undo_none'));
    last.kept = false;
    const {cell} = last.item;
    const {report_id, address} = cell;
    const forget = () => { this.done = this.done.filter((step) => step !== last); };
    this.send(() => post('/api/undo', {report_id, address}), (error) => {
      if (error.status === 409) forget();  // it has been changed elsewhere
      else last.kept = true;
    }, (answer) => {
      if (answer.report.report_id !== report_id || answer.cell.address !== address) return;
      forget();
      this.returnTo(last);
      announce(t('undone', {address: cell.label, value: answer.cell.value || t('value_none')}));
    });
  }

  pick(step) {
    const most = this.values().length;
    if (!most) return;
    const from = Math.max(this.item.chosen, step < 0 ? 0 : -1);
    this.item.chosen = (from + step + most) % most;
    this.root.querySelectorAll('.alternatives button').forEach((button, i) =>
      button.setAttribute('aria-pressed', String(i === this.item.chosen)));
  }

  keyInField(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.submitField();
    else if (event.key === 'Escape') document.getElementById('view').focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  key(event) {
    if (isTyping(event) || event.repeat) return;
    const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
    const key = keyOf(event);
    if (key === 'u') this.undo();
    else if (key === 'ArrowLeft') this.move(-1);
    else if (!this.item) return;
    else if (key === 'Enter' && !onButton) this.accept();
    else if (key === 'ArrowRight') this.move(1);
    else if (key === 'ArrowUp') this.pick(-1);
    else if (key === 'ArrowDown') this.pick(1);
    else if (key === 'b') this.save('');
    else if (key === 'e') this.field.select();
    else if (key === 'o') location.hash = reportLink(this.item.cell);
    else if (/^[1-9]$/.test(key) && Number(key) <= this.values().length) {
      this.save(this.values()[Number(key) - 1]);
    } else return;
    event.preventDefault();
  }
}
