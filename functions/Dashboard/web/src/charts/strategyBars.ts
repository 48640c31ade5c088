import { h } from '../dom';
import * as f from '../format';

export interface Bar {
  name: string;
  value: number;
}

const svg = (tag: string, attributes: Record<string, string>): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** A bar to the right for a gain and to the left for a loss, with its number beside it. */
export function strategyBars(bars: readonly Bar[]): HTMLElement {
  const largest = Math.max(...bars.map(bar => Math.abs(bar.value)), 0) || 1;
  return h('ul', { class: 'bars' }, ...bars.map(({ name, value }) => {
    const width = (Math.abs(value) / largest) * 50;
    const picture = svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    picture.append(
      svg('rect', { class: value < 0 ? 'loss' : 'gain', x: (value < 0 ? 50 - width : 50).toFixed(2), y: '1', width: width.toFixed(2), height: '8' }),
      svg('line', { x1: '50', x2: '50', y1: '0', y2: '10' }),
    );
    return h('li', {}, h('span', {}, name), picture, h('span', { class: `number ${f.trend(value)}` }, f.signed(value)));
  }));
}
