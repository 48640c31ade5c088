import { getTagged, send } from './api';
import type { Context } from './context';
import { confirm } from './dialog';
import { h, setText } from './dom';
import { failuresText, failureOf } from './failures';
import * as f from './format';
import type { Live } from './live';
import { problemText } from './problems';
import { administrator } from './session';
import { nextTheme, themeName } from './theme';
import type { HostView, Portfolio } from './types';

export interface Tab {
  path: string;
  name: string;
}

const said: Record<Live['connection'], string> = { connecting: 'Connecting', live: 'Live', stale: 'Stale', disconnected: 'Disconnected' };

/** The frame around every view: where one is, what time it is, whether what is shown is true right now, and the switch that stops everything. */
export class Shell {
  readonly element: HTMLElement;
  readonly main = h('main', { id: 'main', tabindex: '-1' });
  private readonly clock = h('span', { class: 'clock' });
  private readonly day = h('span', { class: 'muted' });
  private readonly session = h('span', { class: 'muted' });
  private readonly here = h('span', { class: 'muted' });
  private readonly connection = h('span', { class: 'pill', role: 'status' });
  private readonly state = h('button', { class: 'pill state', type: 'button', onclick: () => this.steer() });
  private readonly banner = h('p', { class: 'banner', role: 'alert', hidden: true });
  private readonly links: HTMLAnchorElement[];

  constructor(private readonly context: Context, tabs: Tab[], signOut: () => void) {
    this.links = tabs.map(tab => h('a', { href: `#/${tab.path}` }, tab.name));
    const theme: HTMLButtonElement = h('button', { class: 'quiet', type: 'button', title: 'Colours', onclick: () => setText(theme, nextTheme()) }, themeName());
    const zone: HTMLButtonElement = h('button', { class: 'quiet', type: 'button', title: 'Whose times rows and charts show', onclick: () => {
      setText(zone, f.nextZone());
      if (this.isFilledIn()) context.say('The times of this view change when you open it again: what you have filled in is kept.');
      else dispatchEvent(new HashChangeEvent('hashchange'));
    } }, f.zoneName());
    this.element = h(
      'div',
      { class: 'shell' },
      h('a', { class: 'skip', href: '#main', onclick: (event: Event) => this.skip(event) }, 'Skip to the content'),
      h(
        'header',
        {},
        h('a', { class: 'brand', href: '#/overview' }, h('img', { src: '/icon.svg', alt: '', width: '22', height: '22' }), 'TradingFunctions'),
        h('div', { class: 'times' }, h('span', {}, this.clock, ' ', h('abbr', { class: 'muted', title: 'New York time' }, 'NY')), this.day, this.session, this.here),
        h('div', { class: 'states' }, this.connection, this.state),
        h('div', { class: 'settings' }, zone, theme, administrator(), h('button', { class: 'quiet', type: 'button', onclick: signOut }, 'Sign out')),
      ),
      h('nav', { 'aria-label': 'Views' }, ...this.links),
      this.banner,
      this.main,
    );
    setInterval(() => this.tick(), 250);
  }

  show(path: string): void {
    for (const link of this.links) {
      const current = link.getAttribute('href') === `#/${path}`;
      if (current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      if (current) link.scrollIntoView({ block: 'nearest', inline: 'center' });
    }
  }

  tick(): void {
    const { live } = this.context;
    const now = live.now();
    setText(this.clock, now === null ? '--:--:--' : f.newYorkTime(now));
    setText(this.day, now === null ? '' : f.day(now));
    setText(this.here, `${f.local(new Date())} here`);
    const host = live.one<HostView>('host', 'host');
    setText(this.session, host === undefined || now === null ? '' : sessionText(host, now));
    const failures = live.connection === 'live' ? failuresText(live) : '';
    setText(this.connection, failures === '' ? said[live.connection] : 'Partly stale');
    this.connection.dataset['kind'] = failures === '' ? live.connection : 'stale';
    document.documentElement.dataset['live'] = live.connection;
    document.documentElement.dataset['sequence'] = String(live.sequence);
    document.documentElement.toggleAttribute('data-partly', failures !== '');
    this.showBanner(failures);
    const portfolio = live.one<Portfolio>('portfolio', 'account');
    const known = portfolio !== undefined && failureOf(live, 'portfolio') === undefined;
    setText(this.state, portfolio === undefined ? '…' : `${f.words(portfolio.tradingState)}${known ? '' : ' (old)'}`);
    this.state.dataset['state'] = known ? portfolio.tradingState : '';
    this.state.title = portfolio?.tradingStateReason ?? 'Trading state; press to change it';
    this.state.setAttribute('aria-label', `Trading state: ${portfolio?.tradingState ?? 'unknown'}. Change it.`);
  }

  private showBanner(failures: string): void {
    const { live } = this.context;
    const silent = Math.round(live.silence() / 1000);
    const text =
      live.connection === 'disconnected' ? `Connection to the host lost${silent > 0 ? `; what you see is ${silent} s old` : ''}. Trying again.`
      : live.connection === 'stale' ? `No news for ${silent} s: what you see may not be true any more.`
      : failures;
    setText(this.banner, text);
    this.banner.hidden = text === '';
  }

  private isFilledIn(): boolean {
    return [...this.main.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(field => field.type !== 'checkbox' && field.value !== field.defaultValue);
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.main.focus();
  }

  /** Stopping is never hard; starting again needs the state as it was seen. */
  private async steer(): Promise<void> {
    try {
      const { value, etag } = await getTagged<{ state: string; reason?: string }>('/api/risk/state');
      if (value.state === 'active') {
        confirm(
          'Halt trading?',
          'No order is sent any more, and working orders are cancelled; the protective stops of positions stay. One order may already be on its way.',
          'Halt trading',
          reason => this.set('halted', reason, null),
          'Halted on the dashboard',
        );
      } else {
        confirm('Resume trading?', `Trading is ${value.state}: ${value.reason ?? 'no reason given'}. Entries and exits are sent again.`, 'Resume trading', reason => this.set('active', reason, etag), 'Resumed on the dashboard');
      }
    } catch (error) {
      this.context.say(problemText(error), 'failed');
    }
  }

  private async set(state: string, reason: string, etag: string | null): Promise<void> {
    await send('PUT', '/api/risk/state', { state, reason, by: 'dashboard' }, etag === null ? {} : { 'if-match': etag });
    this.context.say(`Trading is ${state}.`);
  }
}

function sessionText(host: HostView, now: Date): string {
  const until = Date.parse(host.isOpen ? host.closeUtc : host.openUtc) - now.getTime();
  const minutes = Math.max(0, Math.floor(until / 60000));
  const span = minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`;
  return host.isOpen ? `Open, closes in ${span}` : `Closed, opens in ${span}`;
}
