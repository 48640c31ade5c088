import { get, hasKey, fetchFile } from '../api';
import { h, keyed } from '../dom';
import * as f from '../format';
import { badge, emptyNote, facts, meter, stampCell, toggle } from '../parts';
import { problemText } from '../problems';
import type { List } from '../types';

interface Analysis {
  id: string;
  name: string;
  tags: string[];
  status: string;
  createdUtc: string;
  finishedUtc?: string;
  prices: string;
  strategy: string;
  slices: number;
  progress?: { stage: string; contracts: number; done: number; failed: number; secondsLeft?: number };
  metrics: Record<string, number>;
  failure?: string;
}

interface Artefact {
  name: string;
  bytes: number;
  address: string;
}

/** Analyses of price tables with their progress, what they came to, and their reports. */
export class Analyses {
  private readonly list = h('ul', { class: 'analyses' });
  private readonly none = emptyNote('No analysis has been started. The command analyze and POST /api/analyses start one.');
  private readonly reports = new Map<string, Artefact[]>();
  readonly element = h('div', {}, this.list, this.none);

  /** @param say Told what went wrong with a file. */
  constructor(private readonly say: (message: string, kind: 'failed') => void) {}

  async load(): Promise<void> {
    const found = (await get<List<Analysis>>('/api/analyses?limit=8')).items;
    for (const analysis of found.filter(a => a.status === 'finished' && !this.reports.has(a.id))) {
      this.reports.set(analysis.id, (await get<{ artefacts: Artefact[] }>(`/api/analyses/${encodeURIComponent(analysis.id)}?limit=1`)).artefacts);
    }
    keyed(this.list, found, a => a.id, a => this.show(a), a => JSON.stringify([a, this.reports.get(a.id)?.length]));
    toggle(this.list, this.none, found.length > 0);
  }

  private show(a: Analysis): HTMLElement {
    const m = a.metrics;
    return h(
      'li',
      {},
      h('p', {}, h('strong', {}, a.name), ' ', badge(a.status), ' ', stampCell(a.createdUtc)),
      h('p', { class: 'muted' }, [a.prices, a.strategy, a.slices > 1 ? `${a.slices} slices` : '', ...a.tags].filter(text => text !== '').join(' · ')),
      a.failure ? h('p', { class: 'bad-text' }, a.failure) : null,
      a.progress ? meter(f.capital(a.progress.stage), a.progress.done, a.progress.contracts || 1, progressText(a.progress)) : null,
      a.status === 'finished'
        ? facts(['Contracts', f.number(m['contracts'])], ['Failed', f.number(m['failed'])], ['Buys', f.wholeMoney(m['buys'])], ['Sells', f.wholeMoney(m['sells'])], ['Success', f.percent(m['success_rate'])])
        : null,
      h('p', { class: 'reports' }, ...(this.reports.get(a.id) ?? []).map(file => this.link(a, file))),
    );
  }

  private link(a: Analysis, file: Artefact): HTMLElement {
    return h('a', {
      href: file.address, target: '_blank', rel: 'noopener', 'aria-label': `${file.name} of ${a.name}`,
      onclick: (event: Event) => {
        // A link carries the cookie, but not a key.
        if (!hasKey()) return;
        event.preventDefault();
        void fetchFile(file.address, file.name).catch((error: unknown) => this.say(problemText(error), 'failed'));
      },
    }, file.name);
  }
}

const progressText = (p: NonNullable<Analysis['progress']>): string =>
  `${p.done} of ${p.contracts}${p.failed > 0 ? `, ${p.failed} failed` : ''}${p.secondsLeft === undefined ? '' : `, about ${Math.ceil(p.secondsLeft)} s left`}`;
