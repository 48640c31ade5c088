import { get } from '../api';
import type { Context, View } from '../context';
import { h, keyed } from '../dom';
import * as f from '../format';
import { badge, card, emptyNote, orderLink, sideWord, stampCell, symbolLink, table, toggle } from '../parts';
import { problemText } from '../problems';
import type { List, Order } from '../types';

const states = ['', 'working', 'partiallyFilled', 'filled', 'canceled', 'expired', 'rejected', 'denied', 'lost', 'unresolved'];

/** All orders, found by symbol and state; each leads to its decision trail. */
export function orders({ live }: Context): View {
  const symbol = h('input', { id: 'filter-symbol', name: 'symbol', placeholder: 'any', autocomplete: 'off', spellcheck: 'false' });
  const state = h('select', { id: 'filter-state', name: 'status' }, ...states.map(s => h('option', { value: s }, s === '' ? 'any' : f.words(s))));
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const list = table<Order>('Orders', [
    { head: 'Decided', cell: o => stampCell(o.decidedUtc) },
    { head: 'Symbol', cell: o => symbolLink(o.symbol) },
    { head: 'Order', cell: o => [sideWord(o.side), ' ', orderLink(o.id, f.words(o.leg ?? o.type))] },
    { head: 'Shares', number: true, cell: o => f.quantity(o.quantity) },
    { head: 'Filled', number: true, cell: o => f.quantity(o.filled) },
    { head: 'Price', number: true, cell: o => f.price(o.averagePrice ?? o.limitPrice ?? o.stopPrice) },
    { head: 'State', cell: o => badge(o.status) },
    { head: 'Strategy', wide: true, cell: o => o.strategy },
    { head: 'Reason', wide: true, cell: o => o.reason ?? '' },
  ]);
  const none = emptyNote('No orders.');
  const more = h('button', { type: 'button', hidden: true, onclick: () => load(true) }, 'Older orders');
  const filters = h('form', { class: 'filters' }, h('div', { class: 'field' }, h('label', { for: symbol.id }, 'Symbol'), symbol), h('div', { class: 'field' }, h('label', { for: state.id }, 'State'), state));
  const element = h('div', { class: 'view', 'data-loading': '' }, h('h1', { class: 'sr-only' }, 'Orders'), card('Orders', '', filters, wrong, list.element, none, h('div', { class: 'actions' }, more)));
  let items: Order[] = [];
  let next: string | undefined;
  let sequence = -1;
  let paged = false;
  filters.addEventListener('submit', event => event.preventDefault());
  filters.addEventListener('input', () => void load(false));

  async function load(older: boolean): Promise<void> {
    const query = new URLSearchParams({ limit: '100' });
    if (symbol.value.trim() !== '') query.set('symbol', symbol.value.trim().toUpperCase());
    if (state.value !== '') query.set('status', state.value);
    if (older && next !== undefined) query.set('after', next);
    paged = older;
    try {
      const page = await get<List<Order>>(`/api/orders?${query}`);
      wrong.textContent = '';
      const fresh = [...page.items].sort((a, b) => b.decidedUtc.localeCompare(a.decidedUtc) || a.id.localeCompare(b.id));
      items = older ? [...items, ...fresh] : fresh;
      next = page.next;
      more.hidden = next === undefined;
      keyed(list.body, items, o => o.id, list.row);
      toggle(list.element, none, items.length > 0);
      element.removeAttribute('data-loading');
    } catch (error) {
      wrong.textContent = problemText(error);
    }
  }

  /** Asks again when orders have changed, at most once in two seconds; not under somebody who leafs through old ones. */
  let lastAt = 0;
  function update(): void {
    const now = performance.now();
    if (paged || live.sequence === sequence || now - lastAt < 2000) return;
    sequence = live.sequence;
    lastAt = now;
    void load(false);
  }

  void load(false);
  return { title: 'Orders', element, update };
}
