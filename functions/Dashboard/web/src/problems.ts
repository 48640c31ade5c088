import { Problem } from './api';
import { h } from './dom';

export const problemText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server's words on one field; undefined where it has none. */
export const fieldError = (error: unknown, field: string): string | undefined =>
  error instanceof Problem ? error.errors.find(e => e.field === field)?.message : undefined;

/** Puts each error at its field, and what has no field into a summary. Fields are found by their name. */
export function showProblem(form: HTMLElement, error: unknown): void {
  clearProblem(form);
  const errors = error instanceof Problem ? error.errors : [];
  const orphans: string[] = [];
  let first: HTMLElement | null = null;
  for (const e of errors) {
    const input = form.querySelector<HTMLElement>(`[name="${CSS.escape(e.field)}"]`);
    if (input === null) {
      orphans.push(`${e.field}: ${e.message}`);
      continue;
    }
    const id = `${input.id || e.field}-error`;
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', id);
    input.insertAdjacentElement('afterend', h('p', { class: 'field-error', id, role: 'alert' }, e.message));
    first ??= input;
  }
  if (errors.length === 0 || orphans.length > 0) {
    form.append(h('p', { class: 'field-error summary', role: 'alert' }, orphans.length > 0 ? orphans.join('; ') : problemText(error)));
  }
  first?.focus();
}

export function clearProblem(form: HTMLElement): void {
  form.querySelectorAll('.field-error').forEach(element => element.remove());
  form.querySelectorAll('[aria-invalid]').forEach(element => {
    element.removeAttribute('aria-invalid');
    element.removeAttribute('aria-describedby');
  });
}
