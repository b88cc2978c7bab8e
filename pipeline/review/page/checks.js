// Relations drawn as sums.
import {el} from './dom.js';
import {statusOf} from './page_view.js';
import {t} from './strings.js';

const LISTED = 7;  // a longer side leaves out its zeros

const isZero = (cell) => cell.status !== 'missing' && Number(cell.value) === 0;

// One relation: every figure a button, the two sums, and what lies between them; of one that holds,
// its name alone. shortLabel(address, check) tells a figure from the others of its relation.
export function sumCard(check, {cells, shortLabel, choose, chooseCheck}) {
  return el(`article.sum.${check.verdict}`, {'data-check': check.check},
    el('header', {},
      el(`span.tag.${check.verdict}`, {}, t(`verdict.${check.verdict}`)),
      el('button.plain', {type: 'button', onclick: () => chooseCheck(check.check)}, check.label),
      check.verdict !== 'holds' && Number(check.difference) ? el('span.difference', {},
        t('difference', {n: signed(check.difference)})) : null),
    check.verdict === 'holds' ? null : el('div.equation', {},
      side(check, 'lhs', {cells, shortLabel, choose}),
      el('span.relation', {}, Number(check.difference) ? '≠' : '＝'),
      side(check, 'rhs', {cells, shortLabel, choose})));
}

const signed = (difference) =>
  (Number(difference) > 0 ? `+${difference}` : difference.replace('-', '−'));

function side(check, name, {cells, shortLabel, choose}) {
  const addresses = check[name];
  const listed = addresses.length > LISTED ? addresses.filter((a) => !isZero(cells[a])) : addresses;
  const zeros = addresses.length - listed.length;
  const terms = listed.flatMap((address, i) => [
    i ? el('span.sign', {}, signOf(check, address)) : null,
    term(address, cells[address], shortLabel(address, check), choose),
  ]);
  return el(`div.side.${name}`, {}, terms,
    zeros ? el('span.faint', {}, listed.length ? ' + ' : '', t('zeros', {n: zeros})) : null,
    addresses.length > 1 ? el('span.total', {}, '＝ ', el('b', {}, check[`${name}_sum`])) : null);
}

const signOf = (check, address) => ((check.signs?.[address] ?? 1) < 0 ? '−' : '+');

function term(address, cell, label, choose) {
  return el(`button.term.${statusOf(cell)}`, {type: 'button', 'data-address': address,
    onclick: () => choose(address)},
  el('b', {}, cell.value || (cell.status === 'missing' ? '×' : '·')), el('small', {}, label));
}
