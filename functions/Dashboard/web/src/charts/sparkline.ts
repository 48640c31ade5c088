/** A line without axes, for a cell. */
export function sparkline(values: readonly number[]): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 96 22');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', `spark ${values.length > 1 && values.at(-1)! < values[0]! ? 'down' : 'up'}`);
  svg.setAttribute('aria-hidden', 'true');
  if (values.length < 2) return svg;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  line.setAttribute('points', values.map((v, i) => `${((i / (values.length - 1)) * 94 + 1).toFixed(1)},${(20 - ((v - low) / span) * 18).toFixed(1)}`).join(' '));
  svg.append(line);
  return svg;
}
