import { send } from '../api';
import { h } from '../dom';
import { clearProblem, showProblem } from '../problems';
import type { Plan } from '../types';

/** Edits a plan: its fractions as fields, its triggers as the JSON that they are. */
export function planEditor(symbol: string, plan: Plan, done: (version: number | null) => void): HTMLElement {
  const number = (name: keyof Plan, label: string): HTMLElement => {
    const value = plan[name];
    return h('div', { class: 'field' }, h('label', { for: `plan-${name}` }, label), h('input', { id: `plan-${name}`, name, inputmode: 'decimal', value: value === undefined ? '' : String(value), autocomplete: 'off' }));
  };
  const triggers = h('textarea', { id: 'plan-triggers', name: 'triggers', rows: '14', spellcheck: 'false' });
  triggers.value = JSON.stringify(plan.triggers, null, 2);
  const form = h(
    'form',
    { class: 'form card', novalidate: true, 'aria-label': `Plan of ${symbol}` },
    h('h2', {}, `Plan of ${symbol}: a new version`),
    h('div', { class: 'pair' }, number('stopLossFraction', 'Stop, a fraction of the price'), number('takeProfitFraction', 'Target, a fraction of the price')),
    h('div', { class: 'pair' }, number('maxPositionFraction', 'Largest position, a fraction of equity'), number('checkIntervalSeconds', 'Seconds between checks')),
    h('div', { class: 'field' }, h('label', { for: triggers.id }, 'Triggers'), triggers),
    h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => done(null) }, 'Cancel'), h('button', { class: 'primary', type: 'submit' }, 'Put it in force')),
  );
  form.addEventListener('submit', async event => {
    event.preventDefault();
    clearProblem(form);
    try {
      const body: Record<string, unknown> = { strategy: plan.strategy, reasons: plan.reasons, triggers: JSON.parse(triggers.value) };
      for (const input of form.querySelectorAll<HTMLInputElement>('input')) {
        if (input.value.trim() !== '') body[input.name] = Number.isFinite(Number(input.value)) ? Number(input.value) : input.value;
      }
      done((await send<{ version: number }>('PUT', `/api/monitors/${encodeURIComponent(symbol)}/plan`, body)).version);
    } catch (error) {
      showProblem(form, error);
    }
  });
  return form;
}
