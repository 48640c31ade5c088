import { get, Problem, send } from './api';
import { h } from './dom';
import { fieldError, problemText } from './problems';

interface Session {
  expiresUtc: string;
  antiForgery: string;
}

/** The session's token, or null when nobody is signed in. */
export async function currentSession(): Promise<string | null> {
  try {
    return (await get<Session>('/session')).antiForgery;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

export const signOut = (): Promise<void> => send('DELETE', '/session');

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
    h('p', { class: 'muted' }, 'Open the link that the host printed when it started, or give the function key. It is in the file ', h('code', {}, 'function.key'), ' of the data directory.'),
    h('label', { for: 'key' }, 'Function key'),
    key,
    wrong,
    h('button', { class: 'primary', type: 'submit' }, 'Sign in'),
  );
  form.addEventListener('submit', async event => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      signedIn((await send<Session>('POST', '/session', { key: key.value })).antiForgery);
    } catch (error) {
      wrong.textContent = fieldError(error, 'key') ?? problemText(error);
      key.focus();
    }
  });
  return h('main', { class: 'centre' }, form);
}
