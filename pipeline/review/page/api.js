// The server's answers. What fails is an Error with a sentence to show; `status` is 0 where the
// server did not answer.
import {chosenLanguage, t} from './strings.js';

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw Object.assign(new Error(t('unreachable'), {cause}), {status: 0});
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const message = answer.error || `${response.status} ${response.statusText}`;
  throw Object.assign(new Error(message), {status: response.status});
}

// Parameters that are empty are left out. The server says what it says in the page's language, or
// in its own where nobody has chosen one yet.
function address(path, parameters) {
  const filled = Object.entries({...parameters, lang: chosenLanguage()})
    .filter(([, v]) => v !== '' && v !== undefined);
  const query = new URLSearchParams(filled).toString();
  return query ? `${path}?${query}` : path;
}

export function get(path, parameters = {}) {
  return ask(address(path, parameters), {headers: {Accept: 'application/json'}});
}

export function post(path, body = {}) {
  return ask(address(path), {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
}
