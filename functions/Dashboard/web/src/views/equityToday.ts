import { get } from '../api';
import { EquityChart } from '../charts/equity';
import { h, setText } from '../dom';
import * as f from '../format';
import { problemText } from '../problems';
import type { HostView, List, Portfolio } from '../types';

export interface EquityDay {
  session: string;
  startEquity: number;
  atUtc: string[];
  equity: number[];
}

/** Seconds between two points, as the host has them. */
const step = 60;

/** Today's curve: what the host has, then what is heard. */
export class EquityToday {
  private readonly canvas = h('div');
  private readonly note = h('p', { class: 'empty' });
  readonly element = h('div', { class: 'chart', role: 'img', 'aria-label': 'Equity over the session' }, this.note, this.canvas);
  start: number | null = null;
  private readonly chart = new EquityChart(this.canvas, 200);
  private session = '';
  private times: number[] = [];
  private equity: number[] = [];

  follow(host: HostView | undefined, account: Portfolio, now: Date | null): void {
    if (host === undefined || now === null) return;
    if (host.session !== this.session) {
      this.session = host.session;
      void this.load(account);
      return;
    }
    const seconds = Math.floor(now.getTime() / 1000);
    if (this.start !== null && host.isOpen && seconds - (this.times.at(-1) ?? 0) >= step) {
      this.times.push(seconds);
      this.equity.push(account.equity);
      this.draw();
    }
  }

  dispose(): void {
    this.chart.dispose();
  }

  private async load(account: Portfolio): Promise<void> {
    try {
      const newest = (await get<List<EquityDay>>('/api/equity')).items[0];
      const today = newest?.session === this.session ? newest : undefined;
      this.times = today?.atUtc.map(at => Date.parse(at) / 1000) ?? [];
      this.equity = today?.equity ?? [];
      this.start = today?.startEquity ?? newest?.equity.at(-1) ?? account.startEquity;
      this.draw();
    } catch (error) {
      this.session = '';
      this.say(problemText(error));
    }
  }

  private draw(): void {
    if (this.times.length < 2) {
      this.say('The curve begins with the session.');
      return;
    }
    this.say('');
    this.chart.show({ times: this.times, equity: this.equity, start: this.start ?? this.equity[0]! });
    this.element.setAttribute('aria-label', `Equity over the session: began at ${f.money(this.start)}, now ${f.money(this.equity.at(-1))}`);
  }

  private say(text: string): void {
    setText(this.note, text);
    this.note.hidden = text === '';
    this.canvas.hidden = text !== '';
  }
}
