import { get, send } from '../api';
import type { Context, View } from '../context';
import { confirm } from '../dialog';
import { h, keyed } from '../dom';
import * as f from '../format';
import { badge, card, facts, stampCell } from '../parts';
import { problemText } from '../problems';
import type { Instance, List } from '../types';

interface Entry {
  generation: number;
  turn: number;
  atUtc: string;
  kind: string;
  taskId: number;
  name?: string;
  data?: unknown;
}

/** One orchestration with its history as a timeline, oldest first. */
export function instance(context: Context, id = ''): View {
  const path = encodeURIComponent(id);
  const about = h('div');
  const timeline = h('ol', { class: 'timeline' });
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const state = h('span');
  const more = h('button', { type: 'button', hidden: true, onclick: () => load(true) }, 'More of the history');
  const end = h('button', { type: 'button', class: 'danger', onclick: () => terminate() }, 'Terminate');
  const purge = h('button', { type: 'button', class: 'danger', onclick: () => remove() }, 'Purge');
  const element = h(
    'div',
    { class: 'view', 'data-loading': '' },
    h('div', { class: 'title' }, h('h1', {}, id), state, h('div', { class: 'actions' }, end, purge)),
    wrong,
    card('Instance', '', about),
    card('History', '', timeline, h('div', { class: 'actions' }, more)),
  );
  let entries: Entry[] = [];
  let next: string | undefined;
  let over = false;
  let lastAt = -Infinity;
  let loading = false;

  async function load(older: boolean): Promise<void> {
    loading = true;
    try {
      const page = await get<{ instance: Instance; history: List<Entry> }>(`/api/instances/${path}?limit=200${older && next ? `&after=${encodeURIComponent(next)}` : ''}`);
      wrong.textContent = '';
      show(page.instance);
      if (older || entries.length <= page.history.items.length) {
        entries = older ? [...entries, ...page.history.items] : page.history.items;
        next = page.history.next;
      }
      more.hidden = next === undefined;
      keyed(timeline, entries.map((e, i) => ({ ...e, i })), e => String(e.i), showEntry);
    } catch (error) {
      wrong.textContent = problemText(error);
      over = true;
    } finally {
      element.removeAttribute('data-loading');
      loading = false;
    }
  }

  function show(found: Instance): void {
    over = ['completed', 'failed', 'terminated'].includes(found.status);
    end.hidden = over;
    purge.hidden = !over;
    state.replaceChildren(badge(found.status));
    about.replaceChildren(
      facts(
        ['Orchestration', found.orchestration], ['Version', found.version], ['Started', stampCell(found.createdUtc)], ['Changed', stampCell(found.updatedUtc)], ['Generation', f.number(found.generation)], ['Turns', f.number(found.turns)],
        ['Parent', found.parentId ? h('a', { href: `#/runs/${encodeURIComponent(found.parentId)}` }, found.parentId) : 'none'],
        ...(found.failure ? [['Failure', `${found.failure.code}: ${found.failure.message}`] as [string, string]] : []),
      ),
      ...(['input', 'customStatus', 'output'] as const).filter(part => found[part] !== undefined).map(part => h('details', {}, h('summary', {}, { input: 'Input', customStatus: 'Status', output: 'Result' }[part]), h('pre', {}, JSON.stringify(found[part], null, 2)))),
    );
  }

  function terminate(): void {
    confirm(`Terminate ${id}?`, 'It ends at once and is not finished. Orders that it placed are not touched.', 'Terminate', async reason => {
      await send('POST', `/api/instances/${path}/terminate?reason=${encodeURIComponent(reason)}`);
      context.say(`${id} is being terminated.`);
      await load(false);
    }, 'Terminated on the dashboard');
  }

  function remove(): void {
    confirm(`Purge ${id}?`, 'The instance and its history are removed for good.', 'Purge', async () => {
      await send('DELETE', `/api/instances/${path}`);
      context.say(`${id} is purged.`);
      location.hash = '#/runs';
    });
  }

  function update(): void {
    const now = performance.now();
    if (over || loading || now - lastAt < 3000) return;
    lastAt = now;
    void load(false);
  }

  return { title: id, element, update };
}

function showEntry(entry: Entry): HTMLElement {
  const kind = /fail/i.test(entry.kind) ? 'bad' : /complete|fired/i.test(entry.kind) ? 'good' : '';
  return h(
    'li',
    { class: kind },
    stampCell(entry.atUtc) as Node,
    h('span', {}, h('strong', {}, f.words(entry.kind)), entry.name ? ` ${entry.name}` : '', h('span', { class: 'muted' }, ` turn ${entry.turn}${entry.taskId >= 0 ? `, task ${entry.taskId}` : ''}`)),
    entry.data === undefined || entry.data === null ? null : h('details', {}, h('summary', {}, 'Data'), h('pre', {}, JSON.stringify(entry.data, null, 2))),
  );
}
