import { h, setText } from './dom';
import * as f from './format';
import type { Live } from './live';
import type { Failure } from './types';

/** The live view's own section of those that the host cannot read. */
const failedSection = 'failed';

/** How sections are called where people read of them. */
const names: Record<string, string> = { portfolio: 'positions and account', orders: 'orders', trades: 'fills', monitors: 'monitors', alerts: 'alerts', decisions: 'decisions', limits: 'limits', host: 'the state of the host' };

export const failureOf = (live: Live, section: string): Failure | undefined => live.one<Failure>(failedSection, section);

/** Says of which sections an element shows the content. */
export function fedBy<T extends HTMLElement>(sections: string, element: T): T {
  element.dataset['fedBy'] = sections;
  return element;
}

/** What the host cannot read, in words; empty where it reads everything. */
export function failuresText(live: Live): string {
  const failed = Object.keys(names).filter(section => failureOf(live, section) !== undefined);
  if (failed.length === 0) return '';
  const all = failed.map(section => names[section]!);
  return `The host cannot read ${all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all[0]}: what you see of ${all.length > 1 ? 'them' : 'it'} is old.`;
}

/** Marks what stands on a section that cannot be read, with since when and why: it must not look as if it were true now. */
export function markFailures(root: HTMLElement, live: Live): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-fed-by]')) {
    const failure = element.dataset['fedBy']!.split(' ').map(section => failureOf(live, section)).find(found => found !== undefined);
    element.toggleAttribute('data-stale', failure !== undefined);
    const note = element.querySelector<HTMLElement>(':scope > .stale-note');
    if (failure === undefined) {
      note?.remove();
      continue;
    }
    const text = `Not read since ${f.time(failure.sinceUtc)}: ${failure.reason}`;
    if (note !== null) {
      setText(note, text);
      continue;
    }
    const fresh = h('p', { class: 'stale-note', role: 'status' }, text);
    const heading = element.querySelector(':scope > h2, :scope > .title');
    if (heading === null) element.prepend(fresh);
    else heading.after(fresh);
  }
}
