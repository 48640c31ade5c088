import type uPlot from 'uplot';
import { h } from '../dom';
import * as f from '../format';
import type { Level } from '../plan';

/** Height of a label, as the style sheet has it. */
const line = 16;
const font = '12px system-ui';
const gap = 6;

/** On a phone the name stands above its price. */
const isNarrow = (plot: uPlot): boolean => plot.width < 520;

/** Names of levels beside the bars, never over them: each at its line, and moved down where the one above needs the room. */
export class LevelLabels {
  readonly element = h('div', { class: 'levels', 'aria-hidden': 'true' });

  /** Room that the labels take to the right of the plot, in CSS pixels. */
  room(plot: uPlot, levels: readonly Level[]): number {
    if (levels.length === 0) return line;
    const { ctx } = plot;
    ctx.save();
    ctx.font = font;
    const width = (text: string): number => ctx.measureText(text).width;
    const widest = Math.max(...levels.map(({ name, price }) => (isNarrow(plot) ? Math.max(width(name), width(f.price(price))) : width(`${name} ${f.price(price)}`))));
    ctx.restore();
    return Math.ceil(widest) + gap * 2;
  }

  /** Shows the labels of the levels that are in the picture. */
  place(plot: uPlot, levels: readonly Level[]): void {
    const { left, top, width, height } = plot.bbox;
    const scale = devicePixelRatio;
    const size = isNarrow(plot) ? line * 2 : line;
    const shown = levels
      .map(level => ({ level, at: plot.valToPos(level.price, 'y', true) / scale }))
      .filter(({ at }) => at >= top / scale && at <= (top + height) / scale)
      .sort((a, b) => a.at - b.at);
    const tops = apart(shown.map(({ at }) => at - size / 2), size, plot.height - size);
    this.element.classList.toggle('narrow', isNarrow(plot));
    this.element.replaceChildren(...shown.map(({ level }, i) => {
      const label = h('span', {}, h('span', {}, level.name), ' ', h('span', {}, f.price(level.price)));
      label.style.top = `${tops[i]}px`;
      label.style.left = `${(left + width) / scale + gap}px`;
      return label;
    }));
  }
}

/** Moves what overlaps down, and all of it up again where that leaves the picture. */
function apart(tops: readonly number[], size: number, last: number): number[] {
  const moved: number[] = [];
  for (const top of tops) moved.push(Math.max(top, (moved.at(-1) ?? -Infinity) + size));
  for (let i = moved.length - 1, limit = last; i >= 0; i--, limit -= size) moved[i] = Math.min(moved[i]!, limit);
  return moved;
}
