import { get } from '../api';
import { sparkline } from '../charts/sparkline';
import type { Context, View } from '../context';
import { h, keyed } from '../dom';
import { fedBy } from '../failures';
import * as f from '../format';
import { byTrigger, distanceText, waitsFor } from '../distance';
import { badge, emptyNote, symbolLink, timeCell } from '../parts';
import { conditionText } from '../plan';
import { problemText } from '../problems';
import type { Bars, Distance, Monitor, Plan } from '../types';

/** Bars of a sparkline: two hours of minutes. */
const sparkBars = 120;

interface Watched {
  plan: Plan;
  distances?: Distance[];
}

/** The newest monitor of each symbol. */
export function newestBySymbol(monitors: Monitor[]): Monitor[] {
  const bySymbol = new Map<string, Monitor>();
  for (const monitor of monitors.sort((a, b) => a.symbol.localeCompare(b.symbol) || a.instanceId.localeCompare(b.instanceId))) bySymbol.set(monitor.symbol, monitor);
  return [...bySymbol.values()];
}

/** Every symbol that is watched, what it does, and how far it is from what its plan waits for. */
export function monitors({ live }: Context): View {
  const grid = h('ul', { class: 'grid' });
  const none = emptyNote('No symbol is watched yet. The scan at 09:35 New York picks them; its result is under Runs.');
  const counts = h('span', { class: 'muted' });
  const prices = new Map<string, number[]>();
  const plans = new Map<string, Watched>();
  const problems = new Map<string, string>();
  const asked = new Map<string, number>();
  let queue: Promise<unknown> = Promise.resolve();
  let gone = false;

  const element = fedBy('monitors', h('div', { class: 'view' }, h('div', { class: 'title' }, h('h1', {}, 'Monitors'), counts), none, grid));

  /** Plans with their distances, and prices, are asked for one after another: a screen is no load test. */
  function fill({ symbol }: Monitor): void {
    const now = performance.now();
    if (now - (asked.get(symbol) ?? -Infinity) <= 15000) return;
    asked.set(symbol, now);
    const path = encodeURIComponent(symbol);
    later(symbol, 'Plan', async () => plans.set(symbol, await get<Watched>(`/api/monitors/${path}`)));
    later(symbol, 'Prices', async () => prices.set(symbol, (await get<Bars>(`/api/bars/${path}?limit=${sparkBars}`)).close));
  }

  /** What fails is said on the tile: what stands there is what was read before. */
  function later(symbol: string, what: string, work: () => Promise<unknown>): void {
    const key = `${symbol} ${what}`;
    queue = queue.then(async () => {
      if (gone) return;
      try {
        await work();
        problems.delete(key);
      } catch (error) {
        problems.set(key, `${what} not read: ${problemText(error)}`);
      }
    });
  }

  const problemsOf = (symbol: string): string[] => ['Plan', 'Prices'].flatMap(what => problems.get(`${symbol} ${what}`) ?? []);

  function update(): void {
    const all = newestBySymbol(live.all<Monitor>('monitors'));
    all.forEach(fill);
    const holding = all.filter(m => m.state === 'holding').length;
    counts.textContent = all.length > 0 ? `${all.length} symbols, ${holding} holding` : '';
    none.hidden = all.length > 0 || live.sequence < 0;
    keyed(grid, all, m => m.symbol, m => tile(m, prices.get(m.symbol) ?? [], plans.get(m.symbol), problemsOf(m.symbol)), m =>
      [problemsOf(m.symbol).join(' '), m.trouble?.message, m.state, m.status, m.lastPrice, m.lastCheckUtc, m.alerts, m.planVersion, prices.get(m.symbol)?.at(-1), plans.get(m.symbol)?.plan.version, ...(plans.get(m.symbol)?.distances ?? []).map(d => d.missing)].join('|'));
  }

  return { title: 'Monitors', element, update, dispose: () => (gone = true) };
}

function tile(monitor: Monitor, prices: number[], watched: Watched | undefined, problems: string[]): HTMLElement {
  const change = prices.length > 1 ? prices.at(-1)! / prices[0]! - 1 : undefined;
  return h(
    'li',
    { class: 'tile card' },
    h('div', { class: 'tile-head' }, symbolLink(monitor.symbol), badge(monitor.status === 'running' ? monitor.state ?? 'pending' : monitor.status)),
    h('div', { class: 'tile-price' }, h('span', { class: 'price' }, f.price(monitor.lastPrice)), h('span', { class: f.trend(change) }, f.signedPercent(change))),
    sparkline(prices),
    h('p', { class: 'muted near' }, watched ? `Plan ${watched.plan.version} by ${f.words(watched.plan.author)}` : '…'),
    watched ? waits(watched, monitor.state ?? '') : null,
    ...problems.map(problem => h('p', { class: 'warn-text' }, problem)),
    h('p', { class: 'muted tile-foot' }, 'checked ', timeCell(monitor.lastCheckUtc), monitor.alerts > 0 ? ` · ${monitor.alerts} ${monitor.alerts === 1 ? 'alert' : 'alerts'}` : ''),
    monitor.failure ? h('p', { class: 'bad-text' }, monitor.failure.message) : monitor.trouble ? h('p', { class: 'bad-text' }, monitor.trouble.message) : null,
  );
}

/** What the plan waits for now, and how far each of it is. */
function waits({ plan, distances }: Watched, state: string): HTMLElement {
  const all = byTrigger(plan, distances ?? []).filter(x => waitsFor(x.trigger, state));
  return h('ul', { class: 'waits' }, ...all.flatMap(({ trigger, distances: own }) => [...trigger.conditions, ...(trigger.guards ?? [])].map((condition, i) => {
    const d = own[i];
    const text = conditionText(condition);
    return h('li', { title: `${trigger.name}: ${text}${d ? `; ${distanceText(d)}` : ''}` }, h('span', {}, text), h('span', { class: d?.isMet ? 'good-text' : 'muted' }, d ? distanceText(d) : 'no price'));
  })));
}
