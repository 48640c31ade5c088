import { get, send } from '../api';
import { confirm } from '../dialog';
import type { Context, View } from '../context';
import { h, keyed } from '../dom';
import * as f from '../format';
import { badge, card, emptyNote, facts, meter, stampCell, symbolLink, table, toggle } from '../parts';
import { problemText } from '../problems';
import type { List } from '../types';

interface Report {
  asOfUtc: string;
  findings?: {
    asOfUtc: string;
    confidence: number;
    bars: number;
    valueAtRisk?: number;
    expectedShortfall?: number;
    stressLoss?: number;
    stress: { scenario: string; profit: number; share?: number }[];
    correlations: { symbols: string[]; values: (number | null)[][] };
  };
  limits: { name: string; limit: number; value: number; used: number }[];
  denied: { code: string; count: number }[];
}

interface Limit {
  name: string;
  value: unknown;
  floor?: unknown;
  codes: string;
  input: string;
  overriddenUntilUtc?: string;
}

interface Lock {
  symbol: string;
  owner: string;
  manual: boolean;
  reason?: string;
  token: number;
  acquiredUtc: string;
  expiresUtc: string;
}

interface Audit {
  key: string;
  atUtc: string;
  kind: string;
  by: string;
  subject: string;
  before?: string;
  after?: string;
  reason: string;
}

/** How much of what is allowed is used, what was refused, what could happen, and who changed what. */
export function risk(context: Context): View {
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const use = h('div');
  const denied = table<Report['denied'][number]>('Denied signals by reason', [
    { head: 'Reason', cell: d => h('code', {}, d.code) },
    { head: 'Since the start', number: true, cell: d => f.number(d.count) },
  ]);
  const noneDenied = emptyNote('Nothing was denied since the host started.');
  const findings = h('div');
  const heat = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Correlations' });
  const stress = table<{ scenario: string; profit: number; share?: number }>('Stress', [
    { head: 'Scenario', cell: s => s.scenario },
    { head: 'P&L', number: true, cell: s => h('span', { class: f.trend(s.profit) }, f.signed(s.profit)) },
    { head: 'Of equity', number: true, cell: s => f.signedPercent(s.share) },
  ]);
  const analysis = card('Correlations of what is held', '', heat);
  const noAnalysis = emptyNote('The analysis runs in the background and needs some history; it is not there yet.');
  const limits = table<Limit>('Limits', [
    { head: 'Limit', cell: l => f.capital(f.words(l.name)) },
    { head: 'Value', number: true, cell: l => valueText(l.value) },
    { head: 'Hard floor', number: true, wide: true, cell: l => (l.floor === null || l.floor === undefined ? '' : valueText(l.floor)) },
    { head: 'Refuses with', wide: true, cell: l => h('code', {}, l.codes) },
    { head: 'Overridden until', wide: true, cell: l => (l.overriddenUntilUtc ? stampCell(l.overriddenUntilUtc) : '') },
  ]);
  const locks = table<Lock>('Locks', [
    { head: 'Symbol', cell: l => symbolLink(l.symbol) },
    { head: 'Held by', cell: l => [l.owner, l.manual ? [' ', badge('person')] : []].flat(2) },
    { head: 'Until', cell: l => stampCell(l.expiresUtc) },
    { head: 'Token', number: true, wide: true, cell: l => f.number(l.token) },
    { head: 'Why', wide: true, cell: l => l.reason ?? '' },
    { head: '', number: true, cell: l => (l.manual ? h('button', { class: 'small', type: 'button', 'aria-label': `Lift the lock of ${l.symbol}`, onclick: () => lift(l) }, 'Lift') : '') },
  ]);
  const noLocks = emptyNote('No symbol is locked.');
  const audit = table<Audit>('Audit', [
    { head: 'Time', cell: a => stampCell(a.atUtc) },
    { head: 'Who', cell: a => a.by },
    { head: 'What', cell: a => `${f.words(a.kind)} ${a.subject}` },
    { head: 'Before', wide: true, cell: a => short(a.before) },
    { head: 'After', wide: true, cell: a => short(a.after) },
    { head: 'Why', cell: a => a.reason },
  ]);
  const noAudit = emptyNote('Nothing was changed yet.');
  const element = h(
    'div',
    { class: 'view', 'data-loading': '' },
    h('h1', { class: 'sr-only' }, 'Risk'),
    wrong,
    h(
      'div',
      { class: 'columns even' },
      h('div', { class: 'column' }, card('Use of the limits', '', use), card('Limits', '', limits.element)),
      h('div', { class: 'column' }, card('What could be lost', '', findings, stress.element, noAnalysis), analysis, card('Denied by reason', '', denied.element, noneDenied), card('Locks', '', locks.element, noLocks)),
    ),
    card('Who changed what', '', audit.element, noAudit),
  );
  let lastAt = -Infinity;

  async function load(): Promise<void> {
    try {
      const [report, allowed, changes, held] = await Promise.all([get<Report>('/api/risk/report'), get<{ limits: Limit[] }>('/api/risk/limits'), get<List<Audit>>('/api/audit?limit=30'), get<List<Lock>>('/api/locks')]);
      wrong.textContent = '';
      keyed(use, report.limits, l => l.name, l => meter(f.capital(f.words(l.name)), l.used, 1, `${f.number(l.value)} of ${f.number(l.limit)}`));
      keyed(denied.body, report.denied, d => d.code, denied.row);
      toggle(denied.element, noneDenied, report.denied.length > 0);
      keyed(limits.body, allowed.limits, l => l.name, limits.row);
      keyed(audit.body, changes.items, a => a.key, audit.row);
      toggle(audit.element, noAudit, changes.items.length > 0);
      keyed(locks.body, held.items, l => l.symbol, locks.row);
      toggle(locks.element, noLocks, held.items.length > 0);
      showFindings(report.findings);
    } catch (error) {
      wrong.textContent = problemText(error);
    } finally {
      element.removeAttribute('data-loading');
    }
  }

  function lift(lock: Lock): void {
    confirm(`Lift the lock of ${lock.symbol}?`, `${lock.owner} set it${lock.reason ? `: ${lock.reason}` : ''}. Entries of ${lock.symbol} pass again.`, 'Lift the lock', async () => {
      await send('DELETE', `/api/locks/${encodeURIComponent(lock.symbol)}`);
      context.say(`${lock.symbol} is no longer locked.`);
      await load();
    });
  }

  function showFindings(found: Report['findings']): void {
    toggle(stress.element, noAnalysis, found !== undefined);
    analysis.hidden = found === undefined || found.correlations.symbols.length < 2;
    if (found === undefined) return;
    findings.replaceChildren(facts([`Value at risk, ${f.percent(found.confidence, 0)}`, f.percent(found.valueAtRisk)], ['Expected shortfall', f.percent(found.expectedShortfall)], ['Worst scenario', f.percent(found.stressLoss)], ['As of', f.stamp(found.asOfUtc)]));
    keyed(stress.body, found.stress, s => s.scenario, stress.row);
    heat.replaceChildren(heatMap(found.correlations.symbols, found.correlations.values));
  }

  function update(): void {
    const now = performance.now();
    if (now - lastAt < 3000) return;
    lastAt = now;
    void load();
  }

  return { title: 'Risk', element, update };
}

/** A whole section of the configuration is in its title. */
const short = (text: string | undefined): HTMLElement => h('span', { title: text ?? '' }, text === undefined ? '' : text.length > 60 ? `${text.slice(0, 60)}…` : text);

const valueText = (value: unknown): string => (value === null || value === undefined ? 'not set' : Array.isArray(value) ? value.join(', ') || 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The number stands in each cell; its ground only helps to find it. */
function heatMap(symbols: string[], values: (number | null)[][]): HTMLElement {
  return h(
    'table',
    { class: 'heat' },
    h('thead', {}, h('tr', {}, h('td', {}), ...symbols.map(s => h('th', { scope: 'col', class: 'number' }, s)))),
    h('tbody', {}, ...symbols.map((symbol, i) => h('tr', {}, h('th', { scope: 'row' }, symbol), ...symbols.map((_, j) => {
      const value = values[i]?.[j] ?? null;
      const level = value === null ? '' : `${value < 0 ? 'minus' : 'plus'}-${Math.min(4, Math.round(Math.abs(value) * 4))}`;
      return h('td', { class: `number ${level}` }, value === null ? '–' : value.toFixed(2).replace('-', '\u2212'));
    })))),
  );
}
