import { useSession } from './api';
import type { Context, View, ViewFactory } from './context';
import { h } from './dom';
import { markFailures } from './failures';
import { currentView, Live, type Frame } from './live';
import { problemText } from './problems';
import { currentSession, signInPage, signOut } from './session';
import { Shell, type Tab } from './shell';
import { applyTheme } from './theme';
import { day } from './views/day';
import { instance } from './views/instance';
import { monitor } from './views/monitor';
import { monitors } from './views/monitors';
import { orders } from './views/orders';
import { overview } from './views/overview';
import { risk } from './views/risk';
import { runs } from './views/runs';
import { strategies } from './views/strategies';
import { strategy } from './views/strategy';
import { trade } from './views/trade';
import { trail } from './views/trail';

const tabs: (Tab & { view: ViewFactory; detail?: ViewFactory })[] = [
  { path: 'overview', name: 'Overview', view: overview },
  { path: 'trade', name: 'Trade', view: trade, detail: trade },
  { path: 'monitors', name: 'Monitors', view: monitors, detail: monitor },
  { path: 'orders', name: 'Orders', view: orders, detail: trail },
  { path: 'strategies', name: 'Strategies', view: strategies, detail: strategy },
  { path: 'risk', name: 'Risk', view: risk },
  { path: 'runs', name: 'Runs', view: runs, detail: instance },
  { path: 'day', name: 'Day', view: day, detail: day },
];

/** When the first view stood there with the host's figures in it, for whoever measures. */
const firstView = 'first-view';

const toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });

function say(message: string, kind: 'done' | 'failed' = 'done'): void {
  const toast = h('p', { class: `toast ${kind}` }, message);
  toasts.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

function leave(live: Live | null, why: string): void {
  live?.stop();
  delete document.documentElement.dataset['live'];
  document.body.replaceChildren(signInPage(why, enter), toasts);
  document.getElementById('key')?.focus();
}

function enter(token: string, first?: Promise<Frame | null>): void {
  let live: Live | null = null;
  useSession(token, () => leave(live, 'Your session has ended. Sign in again.'));
  live = new Live();
  const context: Context = { live, say };
  const shell = new Shell(context, tabs, async () => {
    await signOut().catch((error: unknown) => say(problemText(error), 'failed'));
    leave(live, 'You are signed out.');
  });
  document.body.replaceChildren(shell.element, toasts);
  let view: View | null = null;

  const route = (): void => {
    const [path = '', ...rest] = location.hash.replace(/^#\//, '').split('/').map(decodeURIComponent);
    const tab = tabs.find(t => t.path === path) ?? tabs[0]!;
    view?.dispose?.();
    view = rest.length > 0 && tab.detail ? tab.detail(context, ...rest) : tab.view(context);
    document.title = `${view.title} · TradingFunctions`;
    shell.main.replaceChildren(view.element);
    shell.show(tab.path);
    view.update?.();
    if (live !== null) markFailures(shell.main, live);
    window.scrollTo(0, 0);
  };
  live.subscribe(() => {
    shell.tick();
    view?.update?.();
    if (live !== null) markFailures(shell.main, live);
    if (live?.connection === 'live' && performance.getEntriesByName(firstView).length === 0) performance.mark(firstView);
  });
  window.onhashchange = route;
  route();
  void live.start(first);
}

applyTheme();
try {
  // Asked together: whoever is signed in sees the first view one round trip after the script.
  const first = currentView();
  const token = await currentSession();
  if (token === null) leave(null, 'Sign in to see and steer the pipeline.');
  else enter(token, first);
} catch (error) {
  document.body.replaceChildren(h('main', { class: 'centre' }, h('div', { class: 'card sign-in' }, h('h1', {}, 'TradingFunctions'), h('p', { role: 'alert' }, problemText(error)))));
}
