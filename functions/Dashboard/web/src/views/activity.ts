import { h, keyed } from '../dom';
import * as f from '../format';
import type { Live } from '../live';
import { badge, emptyNote, orderLink, pnl, sideWord, symbolLink, timeCell } from '../parts';
import type { Alert, Denial, Order, SignalDecision, Trade } from '../types';

interface News {
  key: string;
  at: string;

  /** What of it may change. */
  sign: string;

  content(): (Node | string)[];
}

const failures = ['rejected', 'denied', 'lost', 'unresolved'];
const shown = 40;

/** Its signals come from alerts, which are listed with what became of them. */
const pipeline = 'pipeline';

/** Alerts and signals with what was decided on them, fills, and orders that failed: newest first. */
export class Activity {
  private readonly list = h('ol', { class: 'feed', tabindex: '0', 'aria-label': 'Alerts, decisions and fills, newest first' });
  private readonly quiet = emptyNote('Nothing yet. Alerts, decisions and fills appear here as they happen.');
  readonly element = h('div', {}, this.quiet, this.list);

  update(live: Live): void {
    const news = [
      ...live.all<Alert>('alerts').map(ofAlert),
      ...live.all<SignalDecision>('decisions').filter(decision => decision.caller !== pipeline).map(ofDecision),
      ...live.all<Trade>('trades').map(ofTrade),
      ...live.all<Order>('orders').filter(order => failures.includes(order.status)).map(ofOrder),
    ];
    news.sort((a, b) => b.at.localeCompare(a.at) || b.key.localeCompare(a.key));
    keyed(this.list, news.slice(0, shown), n => n.key, n => h('li', {}, timeCell(n.at), h('span', {}, ...n.content())), n => n.sign);
    this.quiet.hidden = news.length > 0;
    this.list.hidden = news.length === 0;
  }
}

/** What became of an alert, in words. */
export function resultOf(alert: Alert): string {
  if (alert.denials) return `denied: ${alert.denials.join(', ')}`;
  if (alert.outcome) return f.words(alert.outcome);
  if (alert.decision === 'ignore') return `ignored: ${f.words(alert.reason)}`;
  return alert.decision ? f.words(alert.decision) : 'waits for a decision';
}

function ofAlert(alert: Alert): News {
  const result = resultOf(alert);
  return {
    key: `alert ${alert.run} ${alert.symbol} ${String(alert.sequence).padStart(8, '0')}`,
    at: alert.atUtc,
    sign: result,
    content: () => [
      symbolLink(alert.symbol), ` ${alert.trigger} `,
      alert.orderId ? orderLink(alert.orderId, result) : h('span', { class: alert.denials ? 'warn-text' : 'muted' }, result),
    ],
  };
}

/** One control that refused, with its figures. */
export const denialText = (d: Denial): string =>
  ` ${f.words(d.input)}${d.value === undefined ? '' : ` is ${f.number(d.value)}`}${d.limit === undefined ? '' : `, limit ${f.number(d.limit)}`}${d.detail ? `: ${d.detail}` : ''}`;

function ofDecision(decision: SignalDecision): News {
  const { action, denials, orderId, quantity, status } = decision;
  const side = action === 'BUY' || action === 'SELL' ? sideWord(action.toLowerCase()) : h('span', {}, f.capital(action.toLowerCase()));
  const result = `${quantity === undefined ? '' : `${f.quantity(quantity)} `}signal ${f.words(status)}`;
  return {
    key: `signal ${String(decision.number).padStart(12, '0')}`,
    at: decision.atUtc,
    sign: '',
    content: () => [
      symbolLink(decision.symbol), ' ', side, ' ', orderId ? orderLink(orderId, result) : h('span', { class: denials ? 'warn-text' : 'muted' }, result),
      ...(denials ?? []).flatMap(d => [' ', h('strong', {}, d.code), denialText(d)]), h('span', { class: 'muted' }, ` ${decision.strategy}${decision.caller ? ` by ${decision.caller}` : ''}`),
    ],
  };
}

function ofTrade(trade: Trade): News {
  return {
    key: `trade ${String(trade.number).padStart(12, '0')}`,
    at: trade.atUtc,
    sign: '',
    content: () => [
      symbolLink(trade.symbol), ' ', sideWord(trade.side), ' ', orderLink(trade.orderId, `${f.quantity(trade.quantity)} at ${f.price(trade.price)}`),
      ...(trade.realizedPnl !== 0 ? [' ', pnl(trade.realizedPnl)] : []),
    ],
  };
}

function ofOrder(order: Order): News {
  return {
    key: `order ${order.id}`,
    at: order.updatedUtc,
    sign: order.status,
    content: () => [symbolLink(order.symbol), ' ', sideWord(order.side), ' ', orderLink(order.id, f.quantity(order.quantity)), ' ', badge(order.status), order.reason ? ` ${order.reason}` : ''],
  };
}
