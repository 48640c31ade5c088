import uPlot from 'uplot';
import * as f from '../format';
import type { Level } from '../plan';
import type { Bars } from '../types';
import { colours, onTheme } from './colours';
import { LevelLabels } from './levelLabels';

export interface Mark {
  at: number;
  price: number;

  /** A triangle up or down for a fill, a diamond for an alert, a ring for an order where it was placed. */
  kind: 'buy' | 'sell' | 'alert' | 'order';

  /** What it was, and when. */
  text: string;
}

export interface BarsPicture {
  bars: Bars;
  levels: Level[];
  marks: Mark[];
}

/** Pixels between pointer and mark. */
const reach = 18;

/** Bars of a symbol, evenly spaced whatever the hours between them, with the levels of its plan and orders and what happened. */
export class BarsChart {
  private plot: uPlot | null = null;
  private picture: BarsPicture | null = null;
  private chosen: Mark | null = null;
  private readonly labels = new LevelLabels();
  private readonly stops: (() => void)[] = [];

  /** @param told Is given what is pointed at or walked to; null when it is left. */
  constructor(private readonly host: HTMLElement, private readonly height: number, private readonly told: (mark: Mark | null) => void) {
    const observer = new ResizeObserver(() => {
      const width = host.clientWidth;
      if (this.plot !== null && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height });
    });
    observer.observe(host);
    this.stops.push(() => observer.disconnect(), onTheme(() => this.rebuild()));
  }

  show(picture: BarsPicture): void {
    this.picture = { ...picture, marks: [...picture.marks].sort((a, b) => a.at - b.at) };
    if (this.plot === null) this.rebuild();
    else this.plot.setData(this.data());
  }

  /** Walks from mark to mark, in the order of their time. */
  walk(by: 1 | -1): void {
    const marks = this.picture?.marks ?? [];
    if (marks.length === 0) return;
    const at = this.chosen === null ? -1 : marks.findIndex(mark => this.isChosen(mark));
    this.choose(marks[at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length]!);
  }

  choose(mark: Mark | null): void {
    if (mark === this.chosen) return;
    this.chosen = mark;
    this.told(mark);
    this.plot?.redraw(false);
  }

  dispose(): void {
    this.stops.forEach(stop => stop());
    this.plot?.destroy();
  }

  private data(): uPlot.AlignedData {
    const { bars } = this.picture!;
    return [bars.endsUtc.map((_, i) => i), bars.low, bars.high];
  }

  private rebuild(): void {
    if (this.picture === null) return;
    this.plot?.destroy();
    const c = colours();
    const axis = { stroke: c.text, grid: { stroke: c.grid, width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    this.plot = new uPlot(
      {
        width: Math.max(this.host.clientWidth, 50),
        height: this.height,
        legend: { show: false },
        cursor: { points: { show: false } },
        padding: [null, plot => this.labels.room(plot, this.picture!.levels), null, null],
        scales: { x: { time: false, range: (_, low, high) => [(low ?? 0) - 1, (high ?? 1) + 2] }, y: { range: () => this.range() } },
        axes: [
          { ...axis, size: 28, space: 80, values: (_, ticks) => ticks.map(i => this.label(i)) },
          { ...axis, size: 62, values: (_, ticks) => ticks.map(f.price) },
        ],
        series: [{}, { paths: () => null, points: { show: false } }, { paths: () => null, points: { show: false } }],
        hooks: { draw: [plot => this.draw(plot)], setCursor: [plot => this.point(plot)] },
      },
      this.data(),
      this.host,
    );
    this.plot.root.querySelector('.u-wrap')!.append(this.labels.element);
  }

  private label(index: number): string {
    const end = Number.isInteger(index) ? this.picture!.bars.endsUtc[index] : undefined;
    return end === undefined ? '' : this.picture!.bars.periodSeconds >= 86400 ? f.shortDay(end) : f.minute(end);
  }

  /** Levels that are near belong into the picture; those far away do not squeeze it. */
  private range(): [number, number] {
    const { bars, levels, marks } = this.picture!;
    let low = Math.min(...bars.low, ...marks.map(m => m.price));
    let high = Math.max(...bars.high, ...marks.map(m => m.price));
    const reach = Math.max(high - low, high * 0.002);
    for (const { price } of levels) {
      if (price > low - reach * 0.6 && price < high + reach * 0.6) {
        low = Math.min(low, price);
        high = Math.max(high, price);
      }
    }
    const room = Math.max((high - low) * 0.06, high * 0.0003);
    return [low - room, high + room];
  }

  private draw(plot: uPlot): void {
    const c = colours();
    const { ctx } = plot;
    const { left, top, width, height } = plot.bbox;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    this.drawBars(plot, c);
    this.drawLevels(plot, c);
    this.drawMarks(plot, c);
    ctx.restore();
    this.labels.place(plot, this.picture!.levels);
  }

  private drawBars(plot: uPlot, c: ReturnType<typeof colours>): void {
    const { ctx } = plot;
    const { bars } = this.picture!;
    const step = plot.valToPos(1, 'x', true) - plot.valToPos(0, 'x', true);
    const body = Math.max(1, Math.floor(step * 0.65));
    for (let i = 0; i < bars.close.length; i++) {
      const up = bars.close[i]! >= bars.open[i]!;
      const x = Math.round(plot.valToPos(i, 'x', true));
      const y = (price: number): number => Math.round(plot.valToPos(price, 'y', true));
      ctx.fillStyle = ctx.strokeStyle = up ? c.gain : c.loss;
      ctx.fillRect(x, y(bars.high[i]!), 1, Math.max(1, y(bars.low[i]!) - y(bars.high[i]!)));
      const [from, to] = [y(Math.max(bars.open[i]!, bars.close[i]!)), y(Math.min(bars.open[i]!, bars.close[i]!))];
      ctx.fillRect(x - Math.floor(body / 2), from, body, Math.max(1, to - from));
    }
  }

  private drawLevels(plot: uPlot, c: ReturnType<typeof colours>): void {
    const { ctx } = plot;
    const { left, top, width, height } = plot.bbox;
    for (const { price } of this.picture!.levels) {
      const y = Math.round(plot.valToPos(price, 'y', true));
      if (y < top || y > top + height) continue;
      ctx.strokeStyle = c.warn;
      ctx.setLineDash([5, 5]);
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
      ctx.stroke();
      ctx.setLineDash([]);
    }
  }

  /** Pictures are renewed every few seconds, with marks that are others and the same. */
  private isChosen(mark: Mark): boolean {
    return this.chosen !== null && mark.text === this.chosen.text && mark.kind === this.chosen.kind && mark.price === this.chosen.price;
  }

  /** The mark nearest to the pointer, if one is near. */
  private point(plot: uPlot): void {
    const { left = -1, top = -1 } = plot.cursor;
    if (left < 0 || top < 0) return;
    let best: Mark | null = null;
    let least = reach;
    for (const mark of this.picture!.marks) {
      const away = Math.hypot(plot.valToPos(mark.at, 'x') - left, plot.valToPos(mark.price, 'y') - top);
      if (away < least) [best, least] = [mark, away];
    }
    this.choose(best);
  }

  private drawMarks(plot: uPlot, c: ReturnType<typeof colours>): void {
    const { ctx } = plot;
    const size = 6 * devicePixelRatio;
    for (const mark of this.picture!.marks) {
      const x = plot.valToPos(mark.at, 'x', true);
      const y = plot.valToPos(mark.price, 'y', true) + (mark.kind === 'buy' ? size * 1.6 : mark.kind === 'sell' ? -size * 1.6 : 0);
      if (mark.kind === 'order' || this.isChosen(mark)) {
        ctx.beginPath();
        ctx.arc(x, y, size * (mark.kind === 'order' ? 0.75 : 1.6), 0, 2 * Math.PI);
        ctx.lineWidth = (this.isChosen(mark) ? 2.5 : 1.5) * devicePixelRatio;
        ctx.strokeStyle = this.isChosen(mark) ? c.line : c.text;
        ctx.stroke();
        if (mark.kind === 'order') continue;
      }
      ctx.beginPath();
      if (mark.kind === 'buy') ctx.moveTo(x, y - size), ctx.lineTo(x - size, y + size), ctx.lineTo(x + size, y + size);
      else if (mark.kind === 'sell') ctx.moveTo(x, y + size), ctx.lineTo(x - size, y - size), ctx.lineTo(x + size, y - size);
      else ctx.moveTo(x, y - size), ctx.lineTo(x + size, y), ctx.lineTo(x, y + size), ctx.lineTo(x - size, y);
      ctx.closePath();
      ctx.fillStyle = mark.kind === 'alert' ? c.warn : mark.kind === 'buy' ? c.gain : c.loss;
      ctx.fill();
    }
  }
}
