import { h, keyed } from '../dom';
import type { HostView } from '../types';

const key = 'first-steps';
const read = 'read';

/** What a newcomer may do next, until it has been read once in this browser. */
export class FirstSteps {
  private readonly mode = h('p');
  private readonly hints = h('ul', { class: 'hints' });
  readonly element: HTMLElement = h(
    'section',
    { class: 'card first-steps', 'aria-label': 'First steps', hidden: true },
    h('div', { class: 'title' }, h('h2', {}, 'First steps'), h('div', { class: 'actions' }, h('button', { type: 'button', class: 'small', onclick: () => this.close() }, 'Got it'))),
    this.mode,
    h(
      'ul',
      { class: 'hints' },
      h('li', {}, 'Watch ', h('a', { href: '#/monitors' }, 'the monitors'), ' follow their plans; open one to edit its plan or to stop it.'),
      h('li', {}, 'Send a signal of your own ', h('a', { href: '#/trade' }, 'through the gate'), ', and read in its decision trail what every control said.'),
      h('li', {}, 'See ', h('a', { href: '#/risk' }, 'what is allowed'), ' and how much of it is used.'),
      h('li', {}, 'Stop everything: the button at the top right says what state trading is in.'),
    ),
    this.hints,
  );

  update(host: HostView | undefined): void {
    this.element.hidden = host === undefined || localStorage.getItem(key) === read;
    if (host === undefined || this.element.hidden) return;
    const { dataDirectory, notifications, telemetry } = host.setup;
    this.mode.textContent = `${host.mode}.`;
    const hints: [string, (Node | string)[]][] = [
      ['data', dataDirectory ? ['Everything is kept in ', h('code', {}, dataDirectory), '.'] : []],
      ['notifications', notifications ? [] : ['Nobody is told when something goes wrong: set ', h('code', {}, 'notify'), ' in ', h('code', {}, 'trading.yaml'), ' and try it with ', h('code', {}, 'notify test'), '.']],
      ['telemetry', telemetry ? [] : ['Traces and metrics stay here: set ', h('code', {}, 'OTEL_EXPORTER_OTLP_ENDPOINT'), ' to send them to a collector.']],
    ];
    keyed(this.hints, hints.filter(([, content]) => content.length > 0), hint => hint[0], hint => h('li', {}, ...hint[1]), hint => hint[0]);
  }

  private close(): void {
    localStorage.setItem(key, read);
    this.element.hidden = true;
  }
}
