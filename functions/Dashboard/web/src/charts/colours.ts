/** Colours of the theme in force, for what is drawn on a canvas. */
export function colours(): { text: string; grid: string; line: string; fill: string; gain: string; loss: string; warn: string; faint: string } {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return { text: of('--muted'), grid: of('--grid'), line: of('--accent'), fill: of('--accent-faint'), gain: of('--gain'), loss: of('--loss'), warn: of('--warn'), faint: of('--faint') };
}

/** Calls back when the theme changes. */
export function onTheme(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  media.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
  };
}
