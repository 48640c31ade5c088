import { get, hasKey, keepKey, Problem, send } from './api';
import { h } from './dom';
import { fieldError, problemText } from './problems';

interface Session {
  expiresUtc: string;
  antiForgery: string;
}

/** What a host without sessions says of whoever came with its key. */
interface KeySession {
  antiForgery: string;
  signIn: string | null;
  person: string | null;
}

let account: KeySession | null = null;

/** Where the host wants administrators to sign in as a person besides the key: the way there, or who has. Null elsewhere. */
export function administrator(): HTMLElement | null {
  if (account === null || account.signIn === null) return null;
  return account.person === null
    ? h('a', { class: 'quiet', href: account.signIn, title: 'Limits, the trading state and other settings take an administrator.' }, 'Administrator sign-in')
    : h('span', { class: 'muted', title: 'Signed in with Entra ID' }, account.person);
}

/** The session's token, or null when nobody is signed in. */
export async function currentSession(): Promise<string | null> {
  try {
    return (await get<Session>('/session')).antiForgery;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return keyToken();
    return nullUnlessOther(error);
  }
}

/** Null where the key is wrong, or none is kept and the app wants one. */
async function keyToken(): Promise<string | null> {
  try {
    account = await get<KeySession>('/api/session');
    return account.antiForgery;
  } catch (error) {
    return nullUnlessOther(error);
  }
}

function nullUnlessOther(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null;
  throw error;
}

export async function signOut(): Promise<void> {
  if (hasKey()) keepKey(null);
  else await send('DELETE', '/session');
}

/** A host with sessions takes the key in the body and refuses a wrong one with its field; the Functions app has no sessions and wants it in the header. */
async function signIn(key: string): Promise<string> {
  try {
    return (await send<Session>('POST', '/session', { key })).antiForgery;
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 404 && error.status !== 405)) throw error;
  }
  keepKey(key.trim());
  const token = await keyToken();
  if (token !== null) return token;
  keepKey(null);
  throw new Problem(422, 'WRONG_KEY', 'This is not a key of the app.');
}

/** @param said Why one has to sign in. */
export function signInPage(said: string, signedIn: (token: string) => void): HTMLElement {
  const key = h('input', { id: 'key', name: 'key', type: 'password', autocomplete: 'current-password', required: true, spellcheck: 'false' });
  const wrong = h('p', { class: 'field-error', id: 'key-error', role: 'alert' });
  key.setAttribute('aria-describedby', wrong.id);
  const form = h(
    'form',
    { class: 'card sign-in', novalidate: true },
    h('h1', {}, 'TradingFunctions'),
    h('p', {}, said),
    h('p', { class: 'muted' }, 'Open the link that the host printed when it started, or give the function key. It is in the file ', h('code', {}, 'function.key'), ' of the data directory; that of a Functions app is shown by Azure.'),
    h('label', { for: 'key' }, 'Function key'),
    key,
    wrong,
    h('button', { class: 'primary', type: 'submit' }, 'Sign in'),
  );
  form.addEventListener('submit', async event => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      signedIn(await signIn(key.value));
    } catch (error) {
      wrong.textContent = fieldError(error, 'key') ?? problemText(error);
      key.focus();
    }
  });
  return h('main', { class: 'centre' }, form);
}
