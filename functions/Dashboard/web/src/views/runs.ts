import { get, send } from '../api';
import type { Context, View } from '../context';
import { h, keyed } from '../dom';
import * as f from '../format';
import { badge, card, emptyNote, stampCell, symbolLink, table, toggle } from '../parts';
import { problemText } from '../problems';
import type { Instance, List } from '../types';
import { Analyses } from './analyses';

interface Scan {
  scanId: string;
  run: string;
  session: string;
  slotUtc: string;
  scanned: number;
  rejected: number;
  candidates: { symbol: string; rank: number; score: number; reasons: string[] }[];
}

interface Poison {
  id: string;
  attempts: number;
  enqueuedUtc: string;
  poisonedUtc: string;
  reason: string;
  body: unknown;
}

/** What the host has set going: scans and what they picked, orchestrations, analyses with their reports, and messages that were given up. */
export function runs(context: Context): View {
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const scans = h('ul', { class: 'scans' });
  const noScans = emptyNote('No scan has run yet.');
  const name = h('select', { id: 'orchestration', name: 'orchestration' }, ...['', 'MarketScan', 'MonitorPortfolio', 'AlertDesk', 'MonitorSymbol', 'EndOfDay', 'Liquidation', 'Rebalance', 'ClearUp'].map(o => h('option', { value: o }, o === '' ? 'any' : o)));
  const status = h('select', { id: 'instance-status', name: 'status' }, ...['', 'running', 'pending', 'suspended', 'parked', 'completed', 'failed', 'terminated'].map(s => h('option', { value: s }, s === '' ? 'any' : s)));
  const filters = h('form', { class: 'filters' }, h('div', { class: 'field' }, h('label', { for: name.id }, 'Orchestration'), name), h('div', { class: 'field' }, h('label', { for: status.id }, 'Status'), status));
  const instances = table<Instance>('Orchestrations', [
    { head: 'Instance', cell: i => h('a', { href: `#/runs/${encodeURIComponent(i.instanceId)}` }, i.instanceId) },
    { head: 'Orchestration', wide: true, cell: i => i.orchestration },
    { head: 'Status', cell: i => badge(i.status) },
    { head: 'Turns', number: true, wide: true, cell: i => f.number(i.turns) },
    { head: 'Generation', number: true, wide: true, cell: i => f.number(i.generation) },
    { head: 'Changed', cell: i => stampCell(i.updatedUtc) },
  ]);
  const noInstances = emptyNote('No orchestration of this kind.');
  const more = h('button', { type: 'button', hidden: true, onclick: () => loadInstances(true) }, 'More');
  const poison = h('ul', { class: 'poison' });
  const analyses = new Analyses(context.say);
  const noPoison = emptyNote('No message was given up.');
  const element = h(
    'div',
    { class: 'view', 'data-loading': '' },
    h('h1', { class: 'sr-only' }, 'Runs'),
    wrong,
    h(
      'div',
      { class: 'columns' },
      h('div', { class: 'column' }, card('Orchestrations', '', filters, instances.element, noInstances, h('div', { class: 'actions' }, more))),
      h('div', { class: 'column' }, card('Messages that were given up', '', poison, noPoison), card('Scans', '', scans, noScans), card('Analyses and reports', '', analyses.element)),
    ),
  );
  let items: Instance[] = [];
  let next: string | undefined;
  let paged = false;
  let lastAt = -Infinity;
  filters.addEventListener('submit', event => event.preventDefault());
  filters.addEventListener('input', () => void loadInstances(false));

  async function loadInstances(older: boolean): Promise<void> {
    paged = older;
    const query = new URLSearchParams({ limit: '50' });
    if (name.value !== '') query.set('orchestration', name.value);
    if (status.value !== '') query.set('status', status.value);
    if (older && next !== undefined) query.set('after', next);
    await told(async () => {
      const page = await get<List<Instance>>(`/api/instances?${query}`);
      items = older ? [...items, ...page.items] : page.items;
      next = page.next;
      more.hidden = next === undefined;
      keyed(instances.body, items, i => i.instanceId, instances.row, i => `${i.status}${i.turns}${i.updatedUtc}`);
      toggle(instances.element, noInstances, items.length > 0);
    });
  }

  const loadRest = (): Promise<void> => told(async () => {
    const [found, given] = await Promise.all([get<List<Scan>>('/api/scans?limit=8'), get<List<Poison>>('/api/queue/poison'), analyses.load()]);
    keyed(scans, found.items, s => s.scanId, showScan);
    toggle(scans, noScans, found.items.length > 0);
    keyed(poison, given.items, p => p.id, showPoison);
    toggle(poison, noPoison, given.items.length > 0);
  });

  async function told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      wrong.textContent = '';
      element.removeAttribute('data-loading');
    } catch (error) {
      wrong.textContent = problemText(error);
    }
  }

  function showPoison(message: Poison): HTMLElement {
    return h(
      'li',
      { class: 'poison-item' },
      h('p', {}, h('code', {}, message.id), ' ', stampCell(message.poisonedUtc)),
      h('p', { class: 'bad-text' }, message.reason),
      h('p', { class: 'muted' }, `${message.attempts} attempts since ${f.stamp(message.enqueuedUtc)}`),
      h('details', {}, h('summary', {}, 'Message'), h('pre', {}, JSON.stringify(message.body, null, 2))),
      h('button', { class: 'small', type: 'button', onclick: () => resend(message.id) }, 'Send again'),
    );
  }

  async function resend(id: string): Promise<void> {
    try {
      await send('POST', `/api/queue/poison/${encodeURIComponent(id)}/resend`);
      context.say('The message is back in the queue with fresh attempts.');
      await loadRest();
    } catch (error) {
      context.say(problemText(error), 'failed');
    }
  }

  function update(): void {
    const now = performance.now();
    if (now - lastAt < 3000) return;
    lastAt = now;
    void loadRest();
    if (!paged) void loadInstances(false);
  }

  return { title: 'Runs', element, update };
}

const showScan = (scan: Scan): HTMLElement =>
  h(
    'li',
    {},
    h('details', {}, h('summary', {}, stampCell(scan.slotUtc) as Node, ` ${scan.candidates.length} of ${scan.scanned} picked`), h('ol', { class: 'candidates' }, ...scan.candidates.map(c => h('li', {}, symbolLink(c.symbol), h('span', { class: 'muted' }, ` ${c.reasons.join(', ')}`))))),
  );
