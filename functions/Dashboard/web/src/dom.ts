export type Child = Node | string | number | null | undefined | false;

type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => unknown)>;

/** An element with attributes, listeners (`onclick`) and children. Text is always text: nothing is ever parsed as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  add(element, children);
  return element;
}

export function add(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(typeof child === 'number' ? String(child) : child);
  }
}

/** Changes text only where it differs, so that selections and screen readers are left alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes a parent's children those of a list: an item whose signature is the same keeps its element, and with it focus and selection. */
export function keyed<T>(parent: Element, items: readonly T[], key: (item: T) => string, render: (item: T) => HTMLElement, signature: (item: T) => string = item => JSON.stringify(item)): void {
  const known = new Map([...parent.children].map(child => [(child as HTMLElement).dataset['key'] ?? '', child as HTMLElement]));
  let at: Element | null = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const sign = signature(item);
    let element = known.get(id);
    known.delete(id);
    if (element === undefined || element.dataset['sign'] !== sign) {
      const next = render(item);
      next.dataset['key'] = id;
      next.dataset['sign'] = sign;
      if (element === undefined) next.classList.add('fresh');
      else if (element === at) at = element.nextElementSibling;
      if (element?.contains(document.activeElement)) refocus(element, next);
      else element?.remove();
      element = next;
    }
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
  for (const gone of known.values()) gone.remove();
}

function refocus(old: HTMLElement, next: HTMLElement): void {
  const index = focusable(old).indexOf(document.activeElement as HTMLElement);
  old.replaceWith(next);
  focusable(next)[index]?.focus();
}

function focusable(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('a, button, input, select')];
}
