import { get, send } from '../api';
import { BarsChart, type Mark } from '../charts/bars';
import type { Context, View } from '../context';
import { confirm } from '../dialog';
import { h, keyed, setText } from '../dom';
import { fedBy } from '../failures';
import * as f from '../format';
import { badge, card, emptyNote, facts, orderLink, sideWord, stampCell, table, timeCell, toggle } from '../parts';
import { byTrigger, distanceText } from '../distance';
import { conditionText, levelsOf } from '../plan';
import { problemText } from '../problems';
import type { Alert, Bars, Distance, List, Monitor, Order, Plan, Trade } from '../types';
import { resultOf } from './activity';
import { planEditor } from './planEditor';

interface Detail {
  monitor: Monitor;
  plan: Plan;
  distances?: Distance[];
}

const isWorking = (order: Order): boolean => ['working', 'partiallyFilled'].includes(order.status);

const hint = 'Point at a mark, or walk through them with the left and right arrow keys.';

/** Fills and alerts that one picture takes. */
const maxFills = 500;
const maxAlerts = 300;

/** One symbol: its bars with what the plan waits for and what happened, its plan, its alerts and orders. */
export function monitor(context: Context, symbol = ''): View {
  const { live } = context;
  const path = encodeURIComponent(symbol);
  const state = h('span');
  const price = h('span', { class: 'headline-price' });
  const checked = h('span', { class: 'muted' });
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const canvas = h('div');
  const happened = h('p', { class: 'happened', id: 'happened', 'aria-live': 'polite' }, hint);
  const cut = h('p', { class: 'warn-text', hidden: true });
  const chart = new BarsChart(canvas, 380, mark => setText(happened, mark?.text ?? hint));
  const picture = h('div', { class: 'chart marked', role: 'group', tabindex: '0', 'aria-label': `Bars of ${symbol}`, 'aria-describedby': 'happened', onkeydown: (event: Event) => walk(event as KeyboardEvent) }, canvas);
  const plan = h('div');
  const editor = h('div');
  const alerts = table<Alert>('Alerts', [
    { head: 'Time', cell: a => timeCell(a.atUtc) },
    { head: 'Trigger', cell: a => a.trigger },
    { head: 'Price', number: true, cell: a => f.price(a.lastPrice) },
    { head: 'What came of it', cell: a => (a.orderId ? orderLink(a.orderId, resultOf(a)) : resultOf(a)) },
  ]);
  const noAlerts = emptyNote('No alert today.');
  const orders = table<Order>('Orders', [
    { head: 'Decided', cell: o => stampCell(o.decidedUtc) },
    { head: 'Order', cell: o => [sideWord(o.side), ' ', orderLink(o.id, f.words(o.leg ?? o.type))] },
    { head: 'Shares', number: true, cell: o => f.quantity(o.quantity) },
    { head: 'Price', number: true, cell: o => f.price(o.averagePrice ?? o.limitPrice ?? o.stopPrice) },
    { head: 'State', cell: o => badge(o.status) },
  ]);
  const noOrders = emptyNote('No orders yet.');
  const edit = h('button', { type: 'button', onclick: () => openEditor() }, 'Edit the plan');
  const stop = h('button', { type: 'button', onclick: () => askToStop() }, 'Stop');
  const element = fedBy('monitors', h(
    'div',
    { class: 'view', 'data-loading': '' },
    h('div', { class: 'title' }, h('h1', {}, symbol), price, state, checked, h('div', { class: 'actions' }, h('a', { class: 'button', href: `#/trade/${path}` }, 'Trade'), edit, stop)),
    wrong,
    card('Price, levels, alerts, orders and fills', '', picture, happened, cut),
    editor,
    h('div', { class: 'columns even' }, h('div', { class: 'column' }, card('Plan', '', plan)), h('div', { class: 'column' }, card('Alerts', '', alerts.element, noAlerts), card('Orders', '', orders.element, noOrders))),
  ));
  let current: Detail | null = null;
  let shownPlan = '';
  let lastAt = -Infinity;
  let loading = false;

  async function load(): Promise<void> {
    loading = true;
    try {
      const [detail, bars, found, raised] = await Promise.all([
        get<Detail>(`/api/monitors/${path}`),
        get<Bars>(`/api/bars/${path}?limit=390`),
        get<List<Order>>(`/api/orders?symbol=${path}&limit=40`),
        get<List<Alert>>(`/api/alerts?symbol=${path}&limit=${maxAlerts}`),
      ]);
      const trades = await get<List<Trade>>(`/api/trades?symbol=${path}&limit=${maxFills}&since=${encodeURIComponent(beginOf(bars))}`);
      current = detail;
      wrong.textContent = '';
      showPlan(detail.plan, detail.distances ?? []);
      const mine = found.items.sort((a, b) => b.decidedUtc.localeCompare(a.decidedUtc) || a.id.localeCompare(b.id));
      const own = raised.items;
      keyed(alerts.body, own, a => String(a.sequence), alerts.row);
      toggle(alerts.element, noAlerts, own.length > 0);
      keyed(orders.body, mine, o => o.id, orders.row);
      toggle(orders.element, noOrders, mine.length > 0);
      chart.show({ bars, levels: [...levelsOf(detail.plan), ...levelsOfOrders(mine)], marks: marksOf(bars, own, mine, trades.items) });
      showCut(detail.monitor.alerts > own.length, found.next !== undefined, trades.next !== undefined);
      picture.setAttribute('aria-label', `Bars of ${symbol}, last close ${f.price(bars.close.at(-1))}, ${own.length} alerts, ${mine.length} orders, ${trades.items.length} fills`);
    } catch (error) {
      wrong.textContent = problemText(error);
    } finally {
      element.removeAttribute('data-loading');
      loading = false;
    }
  }

  function walk(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    chart.walk(event.key === 'ArrowRight' ? 1 : -1);
  }

  /** What is left out is said. */
  function showCut(alertsCut: boolean, ordersCut: boolean, fillsCut: boolean): void {
    const missing = [alertsCut ? 'alerts' : '', ordersCut ? 'orders' : '', fillsCut ? 'fills' : ''].filter(name => name !== '');
    cut.hidden = missing.length === 0;
    setText(cut, missing.length === 0 ? '' : `Older ${missing.join(' and ')} are not shown here.`);
  }

  function showPlan(next: Plan, distances: Distance[]): void {
    const text = JSON.stringify([next, distances]);
    if (text === shownPlan) return;
    shownPlan = text;
    plan.replaceChildren(
      facts(
        ['Version', f.number(next.version)], ['Written by', f.words(next.author)], ['Strategy', next.strategy], ['Stop', f.percent(next.stopLossFraction)], ['Target', f.percent(next.takeProfitFraction)],
        ['Largest position', f.percent(next.maxPositionFraction, 0)], ['In force until', f.stamp(next.validToUtc)],
      ),
      h('ul', { class: 'triggers' }, ...byTrigger(next, distances).map(({ trigger: t, distances: own }) => h(
        'li', {}, h('strong', {}, t.name), ' ', h('span', { class: 'badge calm' }, f.words(t.intent)),
        h('ul', { class: 'conditions' }, ...[...t.conditions, ...(t.guards ?? [])].map((condition, i) => h(
          'li', {}, i === 0 ? '' : i >= t.conditions.length ? 'only while ' : t.combine === 'any' ? 'or ' : 'and ', conditionText(condition),
          h('span', { class: own[i]?.isMet ? 'good-text' : 'muted' }, own[i] ? `: ${distanceText(own[i])}` : ''),
        ))),
      ))),
    );
  }

  function openEditor(): void {
    if (current === null) return;
    editor.replaceChildren(planEditor(symbol, current.plan, version => {
      editor.replaceChildren();
      if (version !== null) {
        context.say(`Plan ${version} of ${symbol} is in force from the next check.`);
        void load();
      }
    }));
    editor.querySelector<HTMLElement>('input')?.focus();
  }

  function askToStop(): void {
    confirm(`Stop watching ${symbol}?`, 'Its monitor ends for the day. Its position and orders are not touched.', 'Stop the monitor', async () => {
      await send('POST', `/api/monitors/${path}/stop`);
      context.say(`The monitor of ${symbol} is stopping.`);
    });
  }

  function update(): void {
    const found = live.all<Monitor>('monitors').filter(m => m.symbol === symbol).sort((a, b) => a.instanceId.localeCompare(b.instanceId)).at(-1);
    if (found !== undefined) {
      setText(price, f.price(found.lastPrice));
      state.replaceChildren(badge(found.status === 'running' ? found.state ?? 'pending' : found.status));
      setText(checked, `checked ${f.time(found.lastCheckUtc)}`);
      stop.disabled = edit.disabled = found.status !== 'running';
    }
    const now = performance.now();
    if (!loading && now - lastAt > 2500) {
      lastAt = now;
      void load();
    }
  }

  return { title: symbol, element, update, dispose: () => chart.dispose() };
}

const levelsOfOrders = (orders: Order[]): { price: number; name: string }[] =>
  orders.filter(isWorking).flatMap(o => {
    const price = o.limitPrice ?? o.stopPrice;
    return price === undefined ? [] : [{ price, name: f.words(o.leg ?? o.type) }];
  });

/** From when on the bars tell: when the first of them began. */
const beginOf = (bars: Bars): string => {
  const first = bars.endsUtc[0];
  return first === undefined ? new Date().toISOString() : new Date(Date.parse(first) - bars.periodSeconds * 1000).toISOString();
};

/** Where on the chart something happened: at the bar in whose time it was. */
function marksOf(bars: Bars, alerts: Alert[], orders: Order[], trades: Trade[]): Mark[] {
  const ends = bars.endsUtc.map(end => Date.parse(end));
  const place = (utc: string): number => {
    const at = Date.parse(utc);
    if (at < (ends[0] ?? Infinity) - bars.periodSeconds * 1000) return -1;
    const index = ends.findIndex(end => end >= at);
    return index < 0 ? ends.length - 1 : index;
  };
  const side = (name: string): string => (name === 'buy' ? 'buy' : 'sell');
  return [
    ...alerts.map((a): Mark => ({ at: place(a.atUtc), price: a.lastPrice, kind: 'alert', text: `${f.stamp(a.atUtc)}: alert ${a.trigger} at ${f.price(a.lastPrice)}, ${resultOf(a)}` })),
    ...orders.map((o): Mark => {
      const at = place(o.decidedUtc);
      const price = o.limitPrice ?? o.stopPrice;
      return { at, price: price ?? o.averagePrice ?? bars.close[Math.max(at, 0)]!, kind: 'order', text: `${f.stamp(o.decidedUtc)}: order to ${side(o.side)} ${f.quantity(o.quantity)}, ${f.words(o.leg ?? o.type)}${price === undefined ? '' : ` at ${f.price(price)}`}, ${f.words(o.status)}` };
    }),
    ...trades.map((t): Mark => ({ at: place(t.atUtc), price: t.price, kind: t.side, text: `${f.stamp(t.atUtc)}: fill, ${side(t.side)} ${f.quantity(t.quantity)} at ${f.price(t.price)}${t.realizedPnl === 0 ? '' : `, P&L ${f.signed(t.realizedPnl)}`}` })),
  ].filter(mark => mark.at >= 0);
}
