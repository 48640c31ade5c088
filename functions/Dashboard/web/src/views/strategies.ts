import { get, send } from '../api';
import type { Context, View } from '../context';
import { confirm } from '../dialog';
import { h, keyed } from '../dom';
import * as f from '../format';
import { badge, card, emptyNote, pnl, table, toggle } from '../parts';
import { problemText } from '../problems';

export interface Schema {
  type: 'integer' | 'number' | 'boolean' | 'string';
  description: string;
  default: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

export interface Strategy {
  name: string;
  eTag: string;
  kind: 'builtIn' | 'plugIn' | 'planner' | 'external';
  state: 'running' | 'off' | 'faulted' | 'halted' | 'unavailable';
  description: string;
  class?: string;
  assembly?: string;
  enabled: boolean;
  allowShort: boolean;
  maxPositionShare?: number;
  maxExposureShare?: number;
  minConfidence?: number;
  symbols: string[];
  parameters: Record<string, unknown>;
  schema?: { properties: Record<string, Schema> };
  requiredBars?: number;
  problem?: string;
  fault?: { kind: string; atUtc: string; symbol: string; message: string };
  haltReason?: string;
  performance: { trades: number; wins: number; losses: number; hitRate?: number; pnl: number; unrealized: number; today: number; open: number };
  evaluation?: { evaluations: number; p50: number; p99: number; max: number };
}

interface Strategies {
  items: Strategy[];
  refused: { assembly: string; class?: string; reason: string }[];
}

/** Who changes something here, as the audit trail shall say: typed once. */
export const person = { name: 'dashboard' };

export const change = (strategy: Strategy, body: Record<string, unknown>): Promise<Strategy> =>
  send<Strategy>('PATCH', `/api/strategies/${encodeURIComponent(strategy.name)}`, body, { 'if-match': `"${strategy.eTag}"`, 'x-caller': person.name });

/** Why a strategy does not run, in the host's words. */
export const trouble = (s: Strategy): string => s.fault?.message ?? s.problem ?? s.haltReason ?? '';

/** Every strategy with a switch, its parameters, and what it came to. */
export function strategies(context: Context): View {
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const all = table<Strategy>('Strategies', [
    { head: 'Strategy', cell: s => h('a', { class: 'symbol', href: `#/strategies/${encodeURIComponent(s.name)}`, title: s.description }, s.name) },
    { head: 'State', cell: s => h('span', { title: trouble(s) }, stateBadge(s)) },
    { head: 'On', cell: s => onOff(s) },
    { head: 'Trades', number: true, cell: s => f.number(s.performance.trades) },
    { head: 'Hit rate', number: true, cell: s => f.percent(s.performance.hitRate, 0) },
    { head: 'P&L', number: true, cell: s => pnl(s.performance.pnl) },
    { head: 'Today', number: true, wide: true, cell: s => pnl(s.performance.today) },
    { head: 'Evaluation p99', number: true, wide: true, cell: s => (s.evaluation && s.evaluation.evaluations > 0 ? `${f.number(s.evaluation.p99)} µs` : '') },
    { head: 'Parameters', wide: true, cell: s => h('span', { class: 'muted' }, Object.entries(s.parameters).map(([name, value]) => `${f.words(name)} ${value}`).join(', ')) },
  ]);
  const refused = table<Strategies['refused'][number]>('Refused plug-ins', [
    { head: 'Assembly', cell: r => r.assembly.split(/[\\/]/).pop() ?? '' },
    { head: 'Class', wide: true, cell: r => r.class ?? '' },
    { head: 'Reason', cell: r => r.reason },
  ]);
  const noneRefused = emptyNote('Every plug-in that was found was taken.');
  const element = h(
    'div',
    { class: 'view', 'data-loading': '' },
    h('h1', { class: 'sr-only' }, 'Strategies'),
    wrong,
    card('Strategies', '', all.element),
    card('Refused plug-ins', '', refused.element, noneRefused),
  );
  let lastAt = -Infinity;

  function onOff(s: Strategy): HTMLElement {
    const verb = s.enabled && s.state !== 'faulted' && s.state !== 'halted' ? 'disable' : 'enable';
    return h(
      'button',
      {
        type: 'button', role: 'switch', 'aria-checked': verb === 'disable' ? 'true' : 'false', 'aria-label': `${f.capital(verb)} ${s.name}`,
        onclick: () => confirm(
          `${f.capital(verb)} ${s.name}`,
          verb === 'enable' ? 'Its entries are taken from the next check on.' : 'No more entries from the next check on; what it holds is still looked after.',
          f.capital(verb),
          async reason => {
            await change(s, { enabled: verb === 'enable', reason });
            context.say(`${s.name} is ${verb}d.`);
            await load();
          },
          verb === 'enable' ? 'enabled at the desk' : 'disabled at the desk'),
      },
      verb === 'disable' ? 'On' : 'Off',
    );
  }

  async function load(): Promise<void> {
    try {
      const found = await get<Strategies>('/api/strategies');
      wrong.textContent = '';
      keyed(all.body, found.items, s => s.name, all.row);
      keyed(refused.body, found.refused, r => `${r.assembly} ${r.class ?? ''}`, refused.row);
      toggle(refused.element, noneRefused, found.refused.length > 0);
    } catch (error) {
      wrong.textContent = problemText(error);
    } finally {
      element.removeAttribute('data-loading');
    }
  }

  function update(): void {
    const now = performance.now();
    if (now - lastAt < 3000) return;
    lastAt = now;
    void load();
  }

  return { title: 'Strategies', element, update };
}

const kinds: Record<Strategy['state'], string> = { running: 'good', off: 'calm', faulted: 'bad', halted: 'bad', unavailable: 'warn' };

export const stateBadge = (s: Strategy): HTMLElement => (s.state === 'running' ? badge('running') : h('span', { class: `badge ${kinds[s.state]}` }, s.state));
