import { get, Problem } from '../api';
import type { Context, View } from '../context';
import { h } from '../dom';
import * as f from '../format';
import { card, facts, pnl } from '../parts';
import { clearProblem, problemText, showProblem } from '../problems';
import { change, person, stateBadge, trouble, type Schema, type Strategy } from './strategies';

const shares: [keyof Strategy & string, string][] = [
  ['maxPositionShare', 'Largest position, a share of equity'],
  ['maxExposureShare', 'All its positions, a share of equity'],
  ['minConfidence', 'Smallest confidence of an entry, 0 to 1'],
];

/** One strategy: what it came to, and its parameters and limits, edited as its schema says. */
export function strategy(context: Context, name = ''): View {
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const about = h('div');
  const editor = h('div');
  const element = h('div', { class: 'view', 'data-loading': '' }, h('h1', {}, name), wrong, h('div', { class: 'columns even' }, h('div', { class: 'column' }, about), h('div', { class: 'column' }, editor)));

  async function load(): Promise<void> {
    try {
      const found = await get<Strategy>(`/api/strategies/${encodeURIComponent(name)}`);
      wrong.textContent = '';
      about.replaceChildren(description(found), came(found));
      editor.replaceChildren(form(found));
    } catch (error) {
      wrong.textContent = problemText(error);
    } finally {
      element.removeAttribute('data-loading');
    }
  }

  function form(s: Strategy): HTMLElement {
    const who = h('input', { id: 'strategy-caller', name: 'x-caller', value: person.name, autocomplete: 'off' });
    const why = h('input', { id: 'strategy-reason', name: 'reason', maxlength: '200', autocomplete: 'off' });
    const fields = [
      ...Object.entries(s.schema?.properties ?? {}).map(([key, schema]) => parameter(key, schema, s.parameters[key])),
      ...shares.map(([key, label]) => field(label, h('input', { id: `strategy-${key}`, name: key, inputmode: 'decimal', autocomplete: 'off', value: s[key] === undefined ? '' : String(s[key]) }))),
      field('Only these symbols, with commas; empty for all that are monitored', h('input', { id: 'strategy-symbols', name: 'symbols', autocomplete: 'off', value: s.symbols.join(', ') })),
      check('allowShort', 'May open short positions', s.allowShort),
      h('div', { class: 'pair' }, field('Why', why), field('Your name', who)),
    ];
    const edit = h(
      'form',
      { class: 'form card', novalidate: true, 'aria-label': `Settings of ${s.name}` },
      h('h2', {}, 'Parameters and limits, from the next check on'),
      ...fields,
      h('div', { class: 'actions' }, h('button', { class: 'primary', type: 'submit' }, 'Put in force')),
    );
    const before = read(edit);
    edit.addEventListener('submit', async event => {
      event.preventDefault();
      clearProblem(edit);
      person.name = who.value.trim() || 'dashboard';
      try {
        await change(s, { ...changed(before, read(edit)), reason: why.value });
        context.say(`${s.name} is changed.`);
        await load();
      } catch (error) {
        showProblem(edit, error);
        if (error instanceof Problem && error.status === 412) context.say('Somebody else changed it: load the page again.', 'failed');
      }
    });
    return edit;
  }

  void load();
  return { title: name, element };
}

const description = (s: Strategy): HTMLElement => card(
  'About',
  '',
  h('p', {}, s.description),
  facts(
    ['State', stateBadge(s)], ['Kind', f.words(s.kind)], ['Bars looked at', f.number(s.requiredBars)],
    ['Class', s.class ?? '\u2013'], ...(s.assembly ? [['Assembly', s.assembly] as [string, string]] : []), ...(trouble(s) ? [['Why it does not run', trouble(s)] as [string, string]] : []),
  ),
);

const came = (s: Strategy): HTMLElement => card(
  'What it came to',
  '',
  facts(
    ['Trades', f.number(s.performance.trades)], ['Hit rate', f.percent(s.performance.hitRate, 0)], ['P&L', pnl(s.performance.pnl)], ['Unrealised', pnl(s.performance.unrealized)],
    ['Today', pnl(s.performance.today)], ['Open positions', f.number(s.performance.open)],
    ['Evaluations', f.number(s.evaluation?.evaluations)], ['p50, p99, longest', s.evaluation ? `${f.number(s.evaluation.p50)}, ${f.number(s.evaluation.p99)}, ${f.number(s.evaluation.max)} µs` : '\u2013'],
  ),
);

const field = (label: string, input: HTMLElement): HTMLElement => h('div', { class: 'field' }, h('label', { for: input.id }, label), input);

const check = (key: string, label: string, value: boolean): HTMLElement => {
  const input = h('input', { id: `strategy-${key}`, name: key, type: 'checkbox', checked: value });
  return h('div', { class: 'field' }, h('label', { for: input.id }, input, ` ${label}`));
};

/** The bounds of a parameter in words. */
const bounds = (s: Schema): string =>
  [
    s.minimum === undefined ? '' : `from ${s.minimum}`, s.exclusiveMinimum === undefined ? '' : `above ${s.exclusiveMinimum}`,
    s.maximum === undefined ? '' : `to ${s.maximum}`, s.exclusiveMaximum === undefined ? '' : `below ${s.exclusiveMaximum}`, `default ${String(s.default)}`,
  ].filter(part => part !== '').join(', ');

function parameter(name: string, schema: Schema, value: unknown): HTMLElement {
  const key = `parameters.${name}`;
  const label = `${f.capital(f.words(name))}: ${schema.description} (${bounds(schema)})`;
  if (schema.type === 'boolean') return check(key, label, value === true);
  const attributes = { id: `strategy-${name}`, name: key };
  if (schema.enum === undefined) return field(label, h('input', { ...attributes, inputmode: 'decimal', autocomplete: 'off', value: String(value) }));
  return field(label, h('select', attributes, ...schema.enum.map(choice => h('option', { value: choice, selected: choice === value }, choice))));
}

/** What the form says, by the names of its fields. Numbers are numbers where they can be read as such: the host says what is wrong with the rest. */
function read(form: HTMLFormElement): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const input of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')) {
    const text = input.value.trim();
    if (input.name === 'x-caller' || input.name === 'reason') continue;
    if (input instanceof HTMLInputElement && input.type === 'checkbox') values[input.name] = input.checked;
    else if (input.name === 'symbols') values[input.name] = text.split(/[\s,]+/).filter(symbol => symbol !== '').map(symbol => symbol.toUpperCase());
    else values[input.name] = text === '' ? null : input instanceof HTMLInputElement && Number.isFinite(Number(text)) ? Number(text) : text;
  }
  return values;
}

/** Only what differs is sent. */
function changed(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const parameters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(after)) {
    if (JSON.stringify(before[name]) === JSON.stringify(value)) continue;
    if (name.startsWith('parameters.')) parameters[name.slice('parameters.'.length)] = value;
    else body[name] = value;
  }
  return Object.keys(parameters).length > 0 ? { ...body, parameters } : body;
}
