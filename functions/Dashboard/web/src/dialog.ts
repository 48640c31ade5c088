import { h } from './dom';
import { problemText } from './problems';

/** Asks before something that matters. The dialog stays open, with the server's words, when it is refused. */
export function confirm(title: string, text: string, action: string, act: (reason: string) => Promise<unknown>, reason?: string): void {
  const wrong = h('p', { class: 'field-error', role: 'alert' });
  const why = h('input', { id: 'reason', name: 'reason', value: reason ?? '', maxlength: '200', autocomplete: 'off' });
  const go = h('button', { class: 'danger', type: 'submit' }, action);
  const dialog: HTMLDialogElement = h(
    'dialog',
    { 'aria-labelledby': 'dialog-title' },
    h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'dialog-title' }, title),
      h('p', {}, text),
      reason === undefined ? null : h('label', { for: 'reason' }, 'Reason'),
      reason === undefined ? null : why,
      wrong,
      h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), go),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('submit', async event => {
    event.preventDefault();
    go.disabled = true;
    try {
      await act(why.value);
      dialog.close();
    } catch (error) {
      wrong.textContent = problemText(error);
      go.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}
