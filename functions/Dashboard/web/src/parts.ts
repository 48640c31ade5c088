import { add, h, type Child } from './dom';
import * as f from './format';
import type { Check } from './types';

/** A titled box. */
export function card(title: string, className: string, ...children: Child[]): HTMLElement {
  return h('section', { class: `card ${className}`, 'aria-label': title }, h('h2', {}, title), ...children);
}

export interface Column<T> {
  head: string;

  /** Numbers are aligned right. */
  number?: boolean;

  /** Left out on narrow screens. */
  wide?: boolean;

  cell(item: T): Child | Child[];
}

/** An empty table; its rows are put in with `keyed` and `row`. */
export function table<T>(label: string, columns: Column<T>[]): { element: HTMLElement; body: HTMLTableSectionElement; row(item: T): HTMLElement } {
  const body = h('tbody');
  const head = h('tr', {}, ...columns.map(c => h('th', { scope: 'col', class: classOf(c) }, c.head)));
  const element = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, h('table', {}, h('thead', {}, head), body));
  const row = (item: T): HTMLElement =>
    h('tr', {}, ...columns.map(c => {
      const cell = h('td', { class: classOf(c) });
      const content = c.cell(item);
      add(cell, Array.isArray(content) ? content : [content]);
      return cell;
    }));
  return { element, body, row };
}

const classOf = <T>(column: Column<T>): string => [column.number ? 'number' : '', column.wide ? 'wide' : ''].join(' ').trim();

/** A table in place of which a sentence stands while it is empty. */
export function emptyNote(text: string): HTMLElement {
  return h('p', { class: 'empty' }, text);
}

export const sideWord = (side: string): HTMLElement => h('span', { class: `side ${side}` }, side === 'buy' ? 'Buy' : 'Sell');

/** Colour, sign and words: colour alone says nothing. */
export const pnl = (value: number | undefined): HTMLElement => h('span', { class: f.trend(value) }, f.signed(value));

const kinds: Record<string, string> = {
  filled: 'good', executed: 'good', completed: 'good', active: 'good', ready: 'good', running: 'calm', working: 'calm', holding: 'good', scanning: 'calm', held: 'calm',
  partiallyFilled: 'warn', pending: 'calm', sending: 'warn', stored: 'calm', unresolved: 'warn', reducing: 'warn', suspended: 'warn', parked: 'warn', entering: 'warn', exiting: 'warn',
  rejected: 'bad', denied: 'bad', lost: 'bad', failed: 'bad', halted: 'bad', terminated: 'bad',
};

export const badge = (state: string | undefined): HTMLElement => h('span', { class: `badge ${kinds[state ?? ''] ?? 'calm'}` }, f.words(state));

export const timeCell = (utc: string | undefined): Child => (utc ? h('time', { datetime: utc, title: f.otherZone(utc) }, f.time(utc)) : f.time(utc));

export const stampCell = (utc: string | undefined): Child => (utc ? h('time', { datetime: utc, title: f.otherZone(utc) }, f.stamp(utc)) : f.stamp(utc));

export const symbolLink = (symbol: string): HTMLElement => h('a', { class: 'symbol', href: `#/monitors/${encodeURIComponent(symbol)}` }, symbol);

export const orderLink = (id: string, text: string): HTMLElement => h('a', { href: `#/orders/${encodeURIComponent(id)}` }, text);

/** A list of names and values. */
export function facts(...items: [string, Child][]): HTMLElement {
  return h('dl', { class: 'facts' }, ...items.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

/** A bar of how much of a limit is used, with the numbers beside it. */
export function meter(label: string, used: number, limit: number | null, text: string): HTMLElement {
  const share = limit ? Math.min(Math.max(used / limit, 0), 1) : 0;
  const level = share >= 0.95 ? 'bad' : share >= 0.8 ? 'warn' : 'calm';
  const bar = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  bar.setAttribute('viewBox', '0 0 100 6');
  bar.setAttribute('preserveAspectRatio', 'none');
  bar.setAttribute('class', `meter ${level}`);
  bar.setAttribute('aria-hidden', 'true');
  for (const [name, width] of [['track', 100], ['fill', share * 100]] as const) {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    rect.setAttribute('class', name);
    rect.setAttribute('height', '6');
    rect.setAttribute('width', width.toFixed(1));
    bar.append(rect);
  }
  return h('div', { class: 'metered' }, h('span', { class: 'label' }, label), h('span', { class: 'value' }, text), bar);
}

/** Shows the content, or the note that stands for it. */
export function toggle(content: HTMLElement, note: HTMLElement, any: boolean): void {
  content.hidden = !any;
  note.hidden = any;
}

/** Every control of the gate with its limit and value; those that refused come first. */
export function checksTable(checks: Check[]): HTMLElement {
  const sorted = checks.map((check, i) => ({ check, i })).sort((a, b) => Number(a.check.passed) - Number(b.check.passed) || Number(b.check.active) - Number(a.check.active) || a.i - b.i).map(x => x.check);
  const controls = table<Check>('Risk controls', [
    { head: 'Control', cell: c => h('code', {}, c.code) },
    { head: 'Measured', cell: c => f.words(c.input) },
    { head: 'Value', number: true, cell: c => f.number(c.value) },
    { head: 'Limit', number: true, cell: c => f.number(c.limit) },
    { head: 'Result', cell: c => (c.passed ? (c.active ? h('span', { class: 'badge good' }, 'passed') : h('span', { class: 'muted' }, 'not set')) : h('span', { class: 'badge bad' }, 'refused')) },
  ]);
  sorted.forEach(check => controls.body.append(controls.row(check)));
  return controls.element;
}
