import type { Context, View } from '../context';
import { h, keyed } from '../dom';
import { fedBy } from '../failures';
import * as f from '../format';
import { badge, card, emptyNote, meter, orderLink, pnl, sideWord, symbolLink, table, timeCell, toggle } from '../parts';
import type { HostView, Limits, Order, Portfolio, Position } from '../types';
import { EquityToday } from './equityToday';
import { Activity } from './activity';
import { FirstSteps } from './firstSteps';

const isWorking = (order: Order): boolean => ['stored', 'sending', 'unresolved', 'working', 'partiallyFilled'].includes(order.status);

export function overview({ live }: Context): View {
  const figures = h('dl', { class: 'figures' });
  const chart = new EquityToday();
  const activity = new Activity();
  const first = new FirstSteps();
  const limits = h('div');
  const health = h('ul', { class: 'health' });

  const positions = table<Position>('Open positions', [
    { head: 'Symbol', cell: p => symbolLink(p.symbol) },
    { head: 'Shares', number: true, cell: p => f.quantity(p.quantity) },
    { head: 'Cost', number: true, wide: true, cell: p => f.price(p.averageCost) },
    { head: 'Mark', number: true, cell: p => f.price(p.mark) },
    { head: 'Value', number: true, wide: true, cell: p => f.wholeMoney(p.marketValue) },
    { head: 'P&L', number: true, cell: p => pnl(p.unrealizedPnl) },
    { head: 'Stop', wide: true, cell: p => (p.protected ? 'yes' : h('span', { class: 'warn-text' }, 'none')) },
  ]);
  const noPositions = emptyNote('No open positions.');
  const orders = table<Order>('Working orders', [
    { head: 'Time', cell: o => timeCell(o.decidedUtc) },
    { head: 'Symbol', cell: o => symbolLink(o.symbol) },
    { head: 'Order', cell: o => [sideWord(o.side), ' ', orderLink(o.id, f.words(o.leg ?? o.type))] },
    { head: 'Shares', number: true, cell: o => f.quantity(o.quantity) },
    { head: 'Price', number: true, cell: o => f.price(o.limitPrice ?? o.stopPrice) },
    { head: 'State', wide: true, cell: o => badge(o.status) },
  ]);
  const noOrders = emptyNote('No working orders.');

  const element = h(
    'div',
    { class: 'view overview' },
    h('h1', { class: 'sr-only' }, 'Overview'),
    first.element,
    fedBy('portfolio', h('div', {}, figures)),
    h(
      'div',
      { class: 'columns' },
      h(
        'div',
        { class: 'column' },
        fedBy('portfolio', card('Equity today', 'equity', chart.element)),
        fedBy('portfolio', card('Open positions', '', positions.element, noPositions)),
        fedBy('orders', card('Working orders', '', orders.element, noOrders)),
      ),
      h(
        'div',
        { class: 'column' },
        fedBy('portfolio limits', card('Exposure and limits', '', limits)),
        fedBy('decisions alerts trades orders', card('Alerts, decisions and fills', '', activity.element)),
        fedBy('host', card('Health', '', health)),
      ),
    ),
  );

  function update(): void {
    const account = live.one<Portfolio>('portfolio', 'account');
    element.toggleAttribute('data-loading', account === undefined);
    if (account === undefined) return;
    const host = live.one<HostView>('host', 'host');
    const held = live.all<Position>('portfolio').filter(p => p.symbol !== undefined).sort((a, b) => a.symbol.localeCompare(b.symbol));
    first.update(host);
    chart.follow(host, account, live.now());
    showFigures(figures, account, chart.start);
    showLimits(limits, account, live.one<Limits>('limits', 'account'), held.length);
    keyed(positions.body, held, p => p.symbol, positions.row);
    toggle(positions.element, noPositions, held.length > 0);
    const working = live.all<Order>('orders').filter(isWorking).sort((a, b) => b.decidedUtc.localeCompare(a.decidedUtc) || a.id.localeCompare(b.id));
    keyed(orders.body, working, o => o.id, orders.row);
    toggle(orders.element, noOrders, working.length > 0);
    activity.update(live);
    showHealth(health, host, live.connection);
  }

  return { title: 'Overview', element, update, dispose: () => chart.dispose() };
}

interface Figure {
  name: string;
  value: string;
  note: string;
  kind: string;
}

function showFigures(list: HTMLElement, account: Portfolio, start: number | null): void {
  const today = start === null ? null : account.equity - start;
  const figures: Figure[] = [
    { name: 'Equity', value: f.money(account.equity), note: `peak ${f.wholeMoney(account.peakEquity)}`, kind: '' },
    { name: 'Today', value: f.signed(today), note: f.signedPercent(today !== null && start ? today / start : null), kind: f.trend(today) },
    { name: 'Unrealized', value: f.signed(account.unrealizedPnl), note: `realized ${f.signed(account.realizedPnl)}`, kind: f.trend(account.unrealizedPnl) },
    { name: 'Exposure', value: f.wholeMoney(account.exposure), note: `${f.percent(account.equity ? account.exposure / account.equity : 0, 1)} of equity`, kind: '' },
    { name: 'Buying power', value: f.wholeMoney(account.buyingPower), note: `reserved ${f.wholeMoney(account.reservedExposure)}`, kind: '' },
    { name: 'Drawdown', value: f.percent(account.drawdown), note: 'from the peak', kind: '' },
  ];
  keyed(list, figures, x => x.name, x => h('div', { class: 'figure', id: `figure-${x.name.replace(' ', '-').toLowerCase()}` }, h('dt', {}, x.name), h('dd', { class: x.kind }, x.value), h('dd', { class: 'muted note' }, x.note)));
}

/** A limit that was not read is not one that is not set. */
function showLimits(box: HTMLElement, account: Portfolio, limits: Limits | undefined, positions: number): void {
  const gross = (account.exposure + account.reservedExposure) / (account.equity || 1);
  const rows: [string, number, number | undefined, (value: number) => string][] = [
    ['Exposure and working entries', gross, limits?.maxGrossExposure, f.percent],
    ['Drawdown', account.drawdown, limits?.maxDrawdown, f.percent],
    ['Positions', positions, limits?.maxPositions, f.number],
  ];
  const ceiling = (limit: number | undefined, say: (value: number) => string): string => (limits === undefined ? ', limit not read' : limit === undefined ? ', no limit' : ` of ${say(limit)}`);
  keyed(box, rows, r => r[0], ([name, used, limit, say]) => meter(name, used, limit ?? null, `${say(used)}${ceiling(limit, say)}`), ([name, used, limit]) => JSON.stringify([name, used, limit, limits === undefined]));
}

function showHealth(list: HTMLElement, host: HostView | undefined, connection: string): void {
  const parts = [
    { name: 'Page', good: connection === 'live', text: connection },
    ...(host?.parts ?? []).map(part => ({ name: f.capital(part.name), good: part.ready, text: part.detail ?? 'ready' })),
    { name: 'Market data', good: host !== undefined && !host.data.stale, text: dataText(host) },
    { name: 'Broker', good: host?.broker?.answers ?? host !== undefined, text: brokerText(host) },
    { name: 'Market', good: host !== undefined, text: host?.mode ?? 'unknown' },
  ];
  keyed(list, parts, p => p.name, p => h('li', {}, h('span', { class: `dot ${p.good ? 'good' : 'bad'}`, 'aria-hidden': 'true' }), h('span', {}, p.name), h('span', { class: 'muted' }, p.text)));
}

function dataText(host: HostView | undefined): string {
  if (host === undefined) return 'unknown';
  if (host.data.ageSeconds === undefined) return host.isOpen ? 'no price yet' : 'the market is closed';
  return `oldest price ${f.number(host.data.ageSeconds)} s old${host.data.stale ? ': stale' : ''}`;
}

function brokerText(host: HostView | undefined): string {
  if (host?.broker === undefined) return host === undefined ? 'unknown' : 'not observed';
  const { name, answers, failedUtc, failure } = host.broker;
  if (answers) return failedUtc ? `${name} answers; last failure ${f.local(failedUtc)}` : `${name} answers`;
  return `${name} does not answer: ${failure ?? 'no reason given'}`;
}
