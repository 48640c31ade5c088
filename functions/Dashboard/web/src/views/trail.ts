import { get } from '../api';
import type { Context, View } from '../context';
import { h, type Child } from '../dom';
import * as f from '../format';
import { badge, checksTable, emptyNote, facts, orderLink, pnl, sideWord, stampCell, symbolLink, table } from '../parts';
import { conditionText } from '../plan';
import { problemText } from '../problems';
import type { Alert, Check, Order, Plan, Trade } from '../types';
import { resultOf } from './activity';

interface Trail {
  order: Order;
  signal?: { signal: { id: string; symbol: string; action: string; quantity?: number; priceTarget?: number; stopLoss?: number; takeProfit?: number; confidence: number; strategy: string; timestampUtc: string; metadata: Record<string, string> }; receivedUtc: string; answer?: { status: string; steps?: { step: string; milliseconds: number }[]; checks?: Check[] } };
  alert?: Alert;
  plan?: Plan;
  reservation?: { atUtc: string; price?: number; exposure: number; risk: number; fencingToken: number };
  intent: { stage: string; end?: string; attempts: number; owner?: string; decidedUtc: string; unresolvedUtc?: string; finalUtc?: string; waitsFor: string[] };
  messages: { number: number; atUtc: string; kind: string; price?: number; quantity?: number; reason?: string }[];
  fills: Trade[];
  related: Order[];
  relatedFills: Trade[];
  realizedPnl: number;
  closing: Trade[];
  isClosed?: boolean;
}

/** An order from its reason to what it earned, top to bottom in the order in which it happened. */
export function trail(context: Context, id = ''): View {
  const element = h('div', { class: 'view trail', 'data-loading': '' }, h('h1', {}, 'Decision trail'), h('p', { class: 'muted' }, 'Loading'));
  let over = false;
  let loading = false;
  let shown = '';
  let lastAt = 0;
  let every = 1500;

  async function load(): Promise<void> {
    loading = true;
    try {
      const found = await get<Trail>(`/api/orders/${encodeURIComponent(id)}/trail`);
      over = found.intent.finalUtc !== undefined && found.isClosed !== false && !found.related.some(order => ['working', 'partiallyFilled'].includes(order.status));
      every = found.intent.finalUtc === undefined ? 1500 : 5000;
      const text = JSON.stringify(found);
      if (text !== shown) element.replaceChildren(...show(found));
      shown = text;
    } catch (error) {
      element.replaceChildren(h('h1', {}, 'Decision trail'), h('p', { class: 'field-error', role: 'alert' }, problemText(error)));
      over = true;
    } finally {
      element.removeAttribute('data-loading');
      loading = false;
    }
  }

  function update(): void {
    const now = performance.now();
    if (over || loading || now - lastAt < every) return;
    lastAt = now;
    if (context.live.connection === 'live' || shown === '') void load();
  }

  void load();
  return { title: 'Decision trail', element, update };
}

function show(trail: Trail): HTMLElement[] {
  const { order } = trail;
  const steps = [
    because(trail),
    trail.plan ? planStep(trail.plan, trail.alert) : null,
    controls(trail),
    sizing(trail),
    reservation(trail),
    intent(trail),
    broker(trail),
    fills(trail),
    outcome(trail),
  ];
  return [
    h(
      'div',
      { class: 'title' },
      h('h1', {}, sideWord(order.side), ` ${f.quantity(order.quantity)} `, symbolLink(order.symbol), ` ${f.words(order.leg ?? order.type)}`),
      badge(order.status),
      h('a', { class: 'muted id', href: `#/orders/${encodeURIComponent(order.id)}`, title: 'Permanent link' }, order.id),
    ),
    h('ol', { class: 'steps' }, ...steps.filter((step): step is HTMLElement => step !== null)),
  ];
}

const step = (name: string, at: string | undefined, ...content: Child[]): HTMLElement =>
  h('li', { class: 'step card' }, h('div', { class: 'step-head' }, h('h2', {}, name), at ? stampCell(at) as Child : null), ...content);

function because({ alert, signal, order }: Trail): HTMLElement {
  if (alert) {
    return step(
      'Alert', alert.atUtc,
      h('p', {}, `Trigger ${alert.trigger} of plan version ${alert.planVersion} was met at ${f.price(alert.lastPrice)}; the plan suggests to ${f.words(alert.intent)}. The desk was answered: ${resultOf(alert)}. The order is now: ${f.words(order.status)}.`),
      facts(...alert.conditions.map((c): [string, string] => ['Condition', f.words(c)]), ...Object.entries(alert.data).map(([name, value]): [string, string] => [f.capital(f.words(name)), f.number(value)]), ['Confidence', f.number(alert.confidence)]),
    );
  }
  if (signal) {
    const s = signal.signal;
    return step(
      'Signal', s.timestampUtc,
      facts(['Action', s.action], ['Shares', s.quantity === undefined ? 'sized by the rules' : f.quantity(s.quantity)], ['Limit', f.price(s.priceTarget)], ['Stop loss', f.price(s.stopLoss)], ['Take profit', f.price(s.takeProfit)], ['Confidence', f.number(s.confidence)], ['Strategy', s.strategy], ['Id', h('code', {}, s.id)], ...Object.entries(s.metadata)),
    );
  }
  return step('Origin', order.decidedUtc, h('p', {}, 'This order was not made here: it was found at the broker and taken over.'));
}

function planStep(plan: Plan, alert: Alert | undefined): HTMLElement {
  const trigger = plan.triggers.find(t => t.name === alert?.trigger);
  const author = { rules: 'the rule-based planner', llm: 'a language model, within the limits', person: 'a person' }[plan.author] ?? plan.author;
  return step(
    'Plan', plan.validFromUtc,
    h('p', {}, `Version ${plan.version}, written by ${author} for strategy ${plan.strategy}.`),
    trigger ? h('ul', { class: 'conditions' }, ...trigger.conditions.map(c => h('li', {}, conditionText(c)))) : null,
    facts(['Stop', f.percent(plan.stopLossFraction)], ['Target', f.percent(plan.takeProfitFraction)], ['Largest position', f.percent(plan.maxPositionFraction, 0)]),
    plan.reasons.length > 0 ? h('p', { class: 'muted' }, `Picked because it ${plan.reasons.join(', ')}.`) : null,
  );
}

function controls({ order, signal }: Trail): HTMLElement | null {
  const checks = order.decision?.checks ?? signal?.answer?.checks;
  if (checks === undefined) return null;
  const refused = checks.filter(c => !c.passed).length;
  const active = checks.filter(c => c.active).length;
  return step('Risk controls', order.decidedUtc, h('p', {}, refused > 0 ? `${refused} of ${active} active controls refused.` : `All ${active} active controls passed.`), h('details', {}, h('summary', {}, 'Every control with its value and limit'), checksTable(checks)));
}

function sizing({ order }: Trail): HTMLElement | null {
  const d = order.decision;
  if (d === undefined) return null;
  return step(
    'Sizing', undefined,
    facts(
      ['Wanted', f.quantity(d.requested)], ['Ordered', f.quantity(order.quantity)], ['Cut by', d.cutBy.join(', ') || 'nothing'], ['Rule', d.sizing ?? 'given by the signal or the position'],
      ['Reference price', f.price(d.reference)], ['Equity', f.money(d.equity)], ['Cash', f.money(d.cash)], ['Exposure before', f.money(d.exposure)], ['Open risk before', f.money(d.openRisk)], ['Held before', f.quantity(d.symbolQuantity)],
    ),
  );
}

function reservation({ reservation: r }: Trail): HTMLElement | null {
  if (r === undefined) return null;
  return step('Reservation', r.atUtc, r.price === undefined ? h('p', {}, 'An exit reserves nothing.') : facts(['Exposure', f.money(r.exposure)], ['Per share', f.price(r.price)], ['At risk', f.money(r.risk)], ['Lock token', f.number(r.fencingToken)]));
}

function intent({ intent: i, order }: Trail): HTMLElement {
  return step(
    'Intent', i.decidedUtc,
    facts(
      ['Stage', i.end ? `${i.stage}: ${f.words(i.end)}` : i.stage], ...(i.attempts > 0 ? [['Calls', f.number(i.attempts)] as [string, string], ['Sent by', i.owner ?? ''] as [string, string]] : []), ['Broker id', h('code', {}, order.brokerOrderId ?? '–')],
      ...(i.unresolvedUtc ? [['Unresolved since', f.stamp(i.unresolvedUtc)] as [string, string]] : []), ...(order.reason ? [['Reason', order.reason] as [string, string]] : []),
    ),
    i.waitsFor.length > 0 ? h('p', {}, 'Waited for ', ...i.waitsFor.flatMap((id, n) => [n > 0 ? ', ' : '', orderLink(id, `${id.slice(0, 8)}…`)]), '.') : null,
  );
}

function broker({ messages }: Trail): HTMLElement {
  const list = table<Trail['messages'][number]>('Messages of the broker', [
    { head: 'Time', cell: m => stampCell(m.atUtc) },
    { head: 'Message', cell: m => f.words(m.kind) },
    { head: 'Shares', number: true, cell: m => f.quantity(m.quantity) },
    { head: 'Price', number: true, cell: m => f.price(m.price) },
    { head: 'Reason', cell: m => m.reason ?? '' },
  ]);
  messages.forEach(m => list.body.append(list.row(m)));
  return step('Broker', undefined, messages.length > 0 ? list.element : emptyNote('No message besides the fills.'));
}

const fillTable = (label: string, trades: Trade[]): HTMLElement => {
  const list = table<Trade>(label, [
    { head: 'Time', cell: t => stampCell(t.atUtc) },
    { head: 'Fill', cell: t => [sideWord(t.side), ' ', orderLink(t.orderId, f.words(t.leg ?? t.purpose))] },
    { head: 'Shares', number: true, cell: t => f.quantity(t.quantity) },
    { head: 'Price', number: true, cell: t => f.price(t.price) },
    { head: 'Fee', number: true, cell: t => f.money(t.fee) },
    { head: 'P&L', number: true, cell: t => pnl(t.realizedPnl) },
    { head: 'Held after', number: true, wide: true, cell: t => f.quantity(t.positionAfter) },
  ]);
  trades.forEach(t => list.body.append(list.row(t)));
  return list.element;
};

function fills({ fills: own, order }: Trail): HTMLElement {
  return step('Fills', undefined, own.length > 0 ? h('p', {}, `${f.quantity(order.filled)} of ${f.quantity(order.quantity)} at ${f.price(order.averagePrice)} on average.`) : emptyNote('Nothing has filled.'), own.length > 0 ? fillTable('Fills', own) : null);
}

/** What an entry opened may be closed by its legs or by later orders; shares of a symbol are held at one average cost, so the books name no part of it. */
function outcome({ related, relatedFills, realizedPnl, order, closing, isClosed }: Trail): HTMLElement {
  const later = closing.reduce((sum, fill) => sum + fill.realizedPnl - fill.fee, 0);
  return step(
    'What came of it', undefined,
    facts(
      ["By this order's own fills and legs, after fees", pnl(realizedPnl)],
      ...(closing.length > 0 ? [['By later exits, after fees', pnl(later)] as [string, Child]] : []),
      ...(isClosed === undefined ? [] : [['Position', isClosed ? 'closed since' : 'still open'] as [string, Child]]),
    ),
    relatedFills.length > 0 ? fillTable('Fills of the bracket legs', relatedFills) : null,
    closing.length > 0 ? h('p', {}, `Fills of later orders that reduced the position of ${order.symbol}${isClosed ? ', until it was flat' : ''}. Their P&L is that of all shares they closed, at the average cost of all.`) : null,
    closing.length > 0 ? fillTable('Fills that closed the position', closing) : null,
    isClosed === false && closing.length === 0 && relatedFills.length === 0 ? h('p', {}, 'Nothing has closed it yet: ', symbolLink(order.symbol), ' shows what its plan waits for.') : null,
    ...related.map(leg => h('p', {}, order.parent === leg.id ? 'Leg of ' : `${leg.leg ? f.capital(f.words(leg.leg)) : 'Leg'} `, orderLink(leg.id, `${f.words(leg.side)} ${f.quantity(leg.quantity)} at ${f.price(leg.limitPrice ?? leg.stopPrice ?? leg.averagePrice)}`), ' ', badge(leg.status))),
  );
}
