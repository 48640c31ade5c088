import { get } from '../api';
import { EquityChart } from '../charts/equity';
import { strategyBars } from '../charts/strategyBars';
import type { Context, View } from '../context';
import { h, keyed } from '../dom';
import * as f from '../format';
import { card, emptyNote, facts, pnl, table, toggle } from '../parts';
import { problemText } from '../problems';
import type { List } from '../types';
import type { EquityDay } from './equityToday';

interface Line {
  date: string;
  equity: number;
  pnl: number;
  return: number;
  realized: number;
  unrealizedChange: number;
  fees: number;
  trades: number;
  winRate?: number;
  profitFactor?: number;
  drawdown: number;
  sharpe?: number;
}

interface Trip {
  symbol: string;
  pnl: number;
}

interface Group {
  name: string;
  fills: number;
  traded: number;
  realized: number;
  unrealizedChange: number;
  fees: number;
  pnl: number;
  return: number;
  trades: { trades: number; wins: number; losses: number; winRate?: number; profitFactor?: number; bestTrade?: Trip; worstTrade?: Trip };
  toDate: { trades: number; winRate?: number };
}

interface Day {
  date: string;
  account: { equity: number; cash: number; long: number; short: number; positions: number; drawdown: number; valueAtRisk?: number };
  total: Group;
  strategies: Group[];
}

/** Days that the calendar reaches back. */
const shownDays = 180;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];

/** What trading days came to: a calendar of days, their equity, and one day in full. */
export function day({ live }: Context, date?: string): View {
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const none = emptyNote('No trading day has been closed yet. The first summary comes after the close, 16:00 New York.');
  const canvas = h('div');
  const chart = new EquityChart(canvas, 190, f.shortDay);
  const curve = card('Equity at closes', '', h('div', { class: 'chart', role: 'img', 'aria-label': 'Equity at the close of each day' }, canvas));
  const hours = h('div');
  const hoursChart = new EquityChart(hours, 190);
  const hoursPicture = h('div', { class: 'chart', role: 'img', 'aria-label': 'Equity over the day' }, hours);
  const noHours = emptyNote('No curve was kept of this day.');
  const parts = h('div');
  const calendar = h('div', { class: 'calendar' });
  const summary = h('div');
  const strategies = table<Group>('Strategies of the day', [
    { head: 'Strategy', cell: g => g.name },
    { head: 'Fills', number: true, cell: g => f.number(g.fills) },
    { head: 'Trades', number: true, cell: g => f.number(g.trades.trades) },
    { head: 'Won', number: true, cell: g => f.percent(g.trades.winRate, 0) },
    { head: 'Won to date', number: true, wide: true, cell: g => f.percent(g.toDate.winRate, 0) },
    { head: 'Fees', number: true, wide: true, cell: g => f.money(g.fees) },
    { head: 'P&L', number: true, cell: g => pnl(g.pnl) },
  ]);
  const heading = h('h1', {}, 'Day');
  const content = h('div', { class: 'columns even', hidden: true }, h('div', { class: 'column' }, card('Equity over the day', '', hoursPicture, noHours), curve, card('Days', '', calendar)), h('div', { class: 'column' }, card('Summary', '', summary), card('P&L by strategy', '', parts), card('Strategies', '', strategies.element)));
  const element = h('div', { class: 'view', 'data-loading': '' }, h('div', { class: 'title' }, heading), wrong, none, content);

  let asked = false;

  async function load(): Promise<void> {
    try {
      const from = new Date((live.now() ?? new Date()).getTime() - shownDays * 86400000).toISOString().slice(0, 10);
      const lines = (await get<List<Line>>(`/api/summaries?from=${from}`)).items;
      toggle(content, none, lines.length > 0);
      if (lines.length > 0) {
        const shown = date ?? lines.at(-1)!.date;
        showCurve(lines);
        showCalendar(calendar, lines, shown);
        const path = encodeURIComponent(shown);
        const [found, equity] = await Promise.all([get<Day>(`/api/summaries/${path}`), get<List<EquityDay>>(`/api/equity?session=${path}`)]);
        showDay(found);
        showHours(equity.items[0]);
      }
    } catch (error) {
      wrong.textContent = problemText(error);
    } finally {
      element.removeAttribute('data-loading');
    }
  }

  function showCurve(lines: Line[]): void {
    curve.hidden = lines.length < 2;
    if (lines.length > 1) chart.show({ times: lines.map(l => Date.parse(`${l.date}T21:00:00Z`) / 1000), equity: lines.map(l => l.equity), start: lines[0]!.equity - lines[0]!.pnl });
  }

  function showHours(found: EquityDay | undefined): void {
    const some = found !== undefined && found.equity.length > 1;
    toggle(hoursPicture, noHours, some);
    if (!some) return;
    hoursChart.show({ times: found.atUtc.map(at => Date.parse(at) / 1000), equity: found.equity, start: found.startEquity });
    hoursPicture.setAttribute('aria-label', `Equity over the day: began at ${f.money(found.startEquity)}, ended at ${f.money(found.equity.at(-1))}, between ${f.money(Math.min(...found.equity))} and ${f.money(Math.max(...found.equity))}`);
  }

  function showDay(found: Day): void {
    heading.textContent = dateText(found.date);
    const { total, account } = found;
    summary.replaceChildren(
      facts(
        ['P&L', pnl(total.pnl)], ['Return', f.signedPercent(total.return)], ['Equity', f.money(account.equity)], ['Realized', pnl(total.realized)], ['Unrealized change', pnl(total.unrealizedChange)], ['Fees', f.money(total.fees)],
        ['Fills', f.number(total.fills)], ['Traded', f.wholeMoney(total.traded)], ['Trades won', `${total.trades.wins} of ${total.trades.trades}`], ['Profit factor', f.number(total.trades.profitFactor)],
        ['Best trade', total.trades.bestTrade ? h('span', {}, `${total.trades.bestTrade.symbol} `, pnl(total.trades.bestTrade.pnl)) : '–'], ['Worst trade', total.trades.worstTrade ? h('span', {}, `${total.trades.worstTrade.symbol} `, pnl(total.trades.worstTrade.pnl)) : '–'],
        ['Cash', f.wholeMoney(account.cash)], ['Long', f.wholeMoney(account.long)], ['Short', f.wholeMoney(account.short)], ['Positions', f.number(account.positions)], ['Drawdown', f.percent(account.drawdown)], ['Value at risk, 95 %', f.percent(account.valueAtRisk)],
      ),
    );
    parts.replaceChildren(found.strategies.length > 0 ? strategyBars(found.strategies.map(g => ({ name: g.name, value: g.pnl }))) : emptyNote('No strategy traded.'));
    keyed(strategies.body, found.strategies, g => g.name, strategies.row);
  }

  /** The host's clock comes with the first frame. */
  function update(): void {
    if (!asked && live.now() !== null) {
      asked = true;
      void load();
    }
  }

  return { title: 'Day', element, update, dispose: () => [chart, hoursChart].forEach(c => c.dispose()) };
}

const dateText = (date: string): string => f.day(`${date}T17:00:00Z`);

/** Weeks from Monday to Friday, newest first; the colour of a day says up or down, and the sign does too. */
function showCalendar(box: HTMLElement, lines: Line[], shown: string): void {
  const weeks = new Map<string, Map<number, Line>>();
  for (const line of lines.slice(-130)) {
    const at = new Date(`${line.date}T12:00:00Z`);
    const weekday = (at.getUTCDay() + 6) % 7;
    const monday = new Date(at.getTime() - weekday * 86400000).toISOString().slice(0, 10);
    const week = weeks.get(monday) ?? new Map<number, Line>();
    weeks.set(monday, week.set(weekday, line));
  }
  box.replaceChildren(
    h(
      'table',
      {},
      h('caption', { class: 'sr-only' }, 'P&L of each day'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Week of'), ...weekdays.map(name => h('th', { scope: 'col', class: 'number' }, name)))),
      h('tbody', {}, ...[...weeks].reverse().map(([monday, days]) => h('tr', {}, h('th', { scope: 'row' }, f.shortDay(`${monday}T17:00:00Z`)), ...weekdays.map((_, i) => dayCell(days.get(i), shown))))),
    ),
  );
}

const dayCell = (line: Line | undefined, shown: string): HTMLElement =>
  h('td', { class: 'number' }, line ? h('a', { class: f.trend(line.pnl), href: `#/day/${line.date}`, 'aria-current': line.date === shown ? 'date' : null, title: dateText(line.date) }, line.pnl > 0 ? `+${f.wholeMoney(line.pnl)}` : f.wholeMoney(line.pnl)) : null);
