import uPlot from 'uplot';
import * as f from '../format';
import { colours, onTheme } from './colours';

export interface EquityPoints {
  /** Seconds since 1970. */
  times: number[];
  equity: number[];
  start: number;
}

/** The account's value over a time, with the level it began at. */
export class EquityChart {
  private plot: uPlot | null = null;
  private points: EquityPoints = { times: [], equity: [], start: 0 };
  private readonly stops: (() => void)[] = [];

  /** @param label Of a point's time on the axis. */
  constructor(private readonly host: HTMLElement, private readonly height: number, private readonly label: (at: Date) => string = f.minute) {
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(host);
    this.stops.push(() => observer.disconnect(), onTheme(() => this.rebuild()));
  }

  show(points: EquityPoints): void {
    this.points = points;
    if (this.plot === null) this.rebuild();
    else this.plot.setData(this.data());
  }

  dispose(): void {
    this.stops.forEach(stop => stop());
    this.plot?.destroy();
  }

  private data(): uPlot.AlignedData {
    return [this.points.times, this.points.equity, this.points.times.map(() => this.points.start)];
  }

  private rebuild(): void {
    this.plot?.destroy();
    const c = colours();
    const axis = { stroke: c.text, grid: { stroke: c.grid, width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    this.plot = new uPlot(
      {
        width: Math.max(this.host.clientWidth, 50),
        height: this.height,
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        scales: { x: { time: true }, y: { range: (_, low, high) => padded(low, high) } },
        axes: [
          { ...axis, values: (_, ticks) => ticks.map(t => this.label(new Date(t * 1000))), space: 70, size: 28 },
          { ...axis, values: (_, ticks) => ticks.map(f.wholeMoney), size: 78 },
        ],
        series: [
          {},
          { label: 'Equity', stroke: c.line, width: 2, fill: c.fill, points: { show: false } },
          { label: 'Start', stroke: c.faint, width: 1, dash: [4, 4], points: { show: false } },
        ],
      },
      this.data(),
      this.host,
    );
  }

  private resize(): void {
    const width = this.host.clientWidth;
    if (this.plot !== null && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: this.height });
  }
}

function padded(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const room = Math.max((high - low) * 0.1, Math.abs(high) * 0.0002, 1);
  return [low - room, high + room];
}
