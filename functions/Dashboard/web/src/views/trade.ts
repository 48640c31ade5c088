import { get, send } from '../api';
import type { Context, View } from '../context';
import { confirm } from '../dialog';
import { h, keyed } from '../dom';
import { fedBy } from '../failures';
import * as f from '../format';
import { badge, card, checksTable, emptyNote, facts, orderLink, pnl, sideWord, stampCell, symbolLink, table, toggle } from '../parts';
import { clearProblem, showProblem } from '../problems';
import type { Check, Denial, Order, Portfolio, Position } from '../types';
import { denialText } from './activity';

interface Answer {
  signalId: string;
  status: string;
  symbol: string;
  orderId?: string;
  side?: string;
  quantity?: number;
  requested?: number;
  cutBy?: string[];
  sizing?: string;
  reference?: number;
  filled?: number;
  averagePrice?: number;
  stopLoss?: number;
  takeProfit?: number;
  denials?: Denial[];
  checks?: Check[];
}

const isWorking = (order: Order): boolean => ['stored', 'sending', 'unresolved', 'working', 'partiallyFilled'].includes(order.status);

/** A ticket goes the way of every signal: gate, sizing, reservation, broker. */
export function trade(context: Context, preset?: string): View {
  const { live } = context;
  const form = ticket(preset);
  const result = h('div', { 'aria-live': 'polite' }, emptyNote('What becomes of a ticket is told here: every control with its limit and value.'));
  const positions = table<Position>('Open positions', [
    { head: 'Symbol', cell: p => symbolLink(p.symbol) },
    { head: 'Shares', number: true, cell: p => f.quantity(p.quantity) },
    { head: 'Mark', number: true, cell: p => f.price(p.mark) },
    { head: 'P&L', number: true, cell: p => pnl(p.unrealizedPnl) },
    { head: '', number: true, cell: p => h('button', { class: 'small', type: 'button', 'aria-label': `Close ${p.symbol}`, onclick: () => close(p) }, 'Close') },
  ]);
  const noPositions = emptyNote('No open positions.');
  const orders = table<Order>('Working orders', [
    { head: 'Decided', wide: true, cell: o => stampCell(o.decidedUtc) },
    { head: 'Symbol', cell: o => symbolLink(o.symbol) },
    { head: 'Order', cell: o => [sideWord(o.side), ' ', orderLink(o.id, f.words(o.leg ?? o.type))] },
    { head: 'Shares', number: true, cell: o => f.quantity(o.quantity) },
    { head: 'Price', number: true, cell: o => f.price(o.limitPrice ?? o.stopPrice) },
    { head: 'State', wide: true, cell: o => badge(o.status) },
    { head: '', number: true, cell: o => h('button', { class: 'small', type: 'button', 'aria-label': `Cancel the order of ${o.symbol}`, onclick: () => cancel(o) }, 'Cancel') },
  ]);
  const noOrders = emptyNote('No working orders.');
  for (const part of [positions.element, noPositions, orders.element, noOrders]) part.hidden = true;
  const element = h(
    'div',
    { class: 'view trade', 'data-loading': '' },
    h('h1', { class: 'sr-only' }, 'Trade'),
    h(
      'div',
      { class: 'columns even' },
      h('div', { class: 'column' }, card('Ticket', '', form), card('Answer', 'answer', result)),
      h('div', { class: 'column' }, fedBy('portfolio', card('Open positions', '', positions.element, noPositions)), fedBy('orders', card('Working orders', '', orders.element, noOrders))),
    ),
  );

  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>('button[type=submit]')!;
    button.disabled = true;
    clearProblem(form);
    try {
      result.replaceChildren(showAnswer(await send<Answer>('POST', '/api/signals/execute?wait=1500', signalOf(form))));
    } catch (error) {
      showProblem(form, error);
    } finally {
      button.disabled = false;
    }
  });

  function close(position: Position): void {
    confirm(
      `Close ${position.symbol}?`,
      `${position.quantity > 0 ? 'Sells' : 'Buys back'} all ${f.quantity(Math.abs(position.quantity))} shares at the market. Its protective orders are cancelled first.`,
      'Close the position',
      async () => {
        const answer = await send<Answer>('POST', '/api/signals/execute', {
          id: signalId(), symbol: position.symbol, action: position.quantity > 0 ? 'SELL' : 'BUY', confidence: 1, strategyId: 'manual',
          ...(position.quantity > 0 ? {} : { quantity: -position.quantity }),
        });
        result.replaceChildren(showAnswer(answer));
      },
    );
  }

  function cancel(order: Order): void {
    const stop = order.leg === 'stopLoss' ? ' This is a protective stop: the position stays without one.' : '';
    confirm(`Cancel the order of ${order.symbol}?`, `${order.side === 'buy' ? 'Buy' : 'Sell'} ${f.quantity(order.quantity)}, ${f.words(order.leg ?? order.type)}.${stop}`, 'Cancel the order', async () => {
      await send('DELETE', `/api/orders/${encodeURIComponent(order.id)}`);
      context.say(`The broker was asked to cancel the order of ${order.symbol}.`);
    });
  }

  /** Nothing known is not nothing there. */
  function update(): void {
    const known = live.one<Portfolio>('portfolio', 'account') !== undefined;
    element.toggleAttribute('data-loading', !known);
    if (!known) return;
    const held = live.all<Position>('portfolio').filter(p => p.symbol !== undefined).sort((a, b) => a.symbol.localeCompare(b.symbol));
    keyed(positions.body, held, p => p.symbol, positions.row);
    toggle(positions.element, noPositions, held.length > 0);
    const working = live.all<Order>('orders').filter(isWorking).sort((a, b) => b.decidedUtc.localeCompare(a.decidedUtc) || a.id.localeCompare(b.id));
    keyed(orders.body, working, o => o.id, orders.row);
    toggle(orders.element, noOrders, working.length > 0);
  }

  return { title: 'Trade', element, update };
}

/** A signal of the desk has no time of its own: the host gives it that of its arrival. The page's clock may run ahead of an accelerated market's by seconds of the market. */
const signalId = (): string => `desk-${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)}`;

function ticket(preset: string | undefined): HTMLFormElement {
  const choice = (value: string, text: string, checked: boolean): HTMLElement => h('label', {}, h('input', { type: 'radio', name: 'action', value, checked }), text);
  const symbols = h('datalist', { id: 'symbols' });
  void get<{ items: { symbol: string }[] }>('/api/monitors?all=true').then(list => symbols.append(...[...new Set(list.items.map(m => m.symbol))].map(symbol => h('option', { value: symbol })))).catch(() => undefined);
  return h(
    'form',
    { class: 'form', novalidate: true },
    field('Symbol', h('input', { name: 'symbol', id: 'symbol', list: 'symbols', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', value: preset ?? '' }), symbols),
    h('div', { class: 'field' }, h('span', { class: 'label', id: 'action-label' }, 'Action'), h('div', { class: 'segments', role: 'radiogroup', 'aria-labelledby': 'action-label' }, choice('BUY', 'Buy', true), choice('SELL', 'Sell', false))),
    h(
      'div',
      { class: 'pair' },
      field('Shares (empty: sized by the rules)', h('input', { name: 'quantity', id: 'quantity', inputmode: 'decimal', autocomplete: 'off' })),
      field('Limit price (empty: at the market)', h('input', { name: 'priceTarget', id: 'priceTarget', inputmode: 'decimal', autocomplete: 'off' })),
    ),
    h(
      'div',
      { class: 'pair' },
      field('Stop loss', h('input', { name: 'stopLoss', id: 'stopLoss', inputmode: 'decimal', autocomplete: 'off' })),
      field('Take profit', h('input', { name: 'takeProfit', id: 'takeProfit', inputmode: 'decimal', autocomplete: 'off' })),
    ),
    h(
      'div',
      { class: 'pair' },
      field('Confidence, 0 to 1', h('input', { name: 'confidence', id: 'confidence', inputmode: 'decimal', value: '0.7', autocomplete: 'off' })),
      field('Strategy', h('input', { name: 'strategyId', id: 'strategyId', value: 'manual', autocomplete: 'off', spellcheck: 'false' })),
    ),
    h('div', { class: 'actions' }, h('button', { class: 'primary', type: 'submit' }, 'Send through the gate')),
  );
}

const field = (label: string, input: HTMLInputElement, ...more: HTMLElement[]): HTMLElement => h('div', { class: 'field' }, h('label', { for: input.id }, label), input, ...more);

/** Numbers as numbers; what is none is sent as it was typed, and the server says what is wrong with it. */
function signalOf(form: HTMLFormElement): Record<string, unknown> {
  const signal: Record<string, unknown> = { id: signalId() };
  for (const [name, raw] of new FormData(form)) {
    const value = String(raw).trim();
    if (value === '') continue;
    const isNumber = ['quantity', 'priceTarget', 'stopLoss', 'takeProfit', 'confidence'].includes(name) && Number.isFinite(Number(value));
    signal[name] = isNumber ? Number(value) : name === 'symbol' ? value.toUpperCase() : value;
  }
  return signal;
}

function showAnswer(answer: Answer): HTMLElement {
  return h(
    'div',
    { class: 'answer-body' },
    h('p', { class: 'headline' }, badge(answer.status), ' ', answer.side ? sideWord(answer.side) : null, ` ${f.quantity(answer.quantity)} ${answer.symbol} `, answer.orderId ? orderLink(answer.orderId, 'Decision trail') : null),
    answer.denials ? h('ul', { class: 'denials' }, ...answer.denials.map(d => h('li', {}, h('strong', {}, d.code), denialText(d)))) : null,
    answer.denials ? null : facts(
      ['Filled', `${f.quantity(answer.filled)} at ${f.price(answer.averagePrice)}`],
      ['Reference', f.price(answer.reference)],
      ['Stop loss', f.price(answer.stopLoss)],
      ['Take profit', f.price(answer.takeProfit)],
      ['Sizing', answer.sizing ?? 'as asked for'],
      ['Cut by', answer.cutBy?.join(', ') || 'nothing'],
    ),
    answer.checks ? checksTable(answer.checks) : null,
  );
}
