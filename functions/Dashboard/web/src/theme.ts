const names = ['auto', 'dark', 'light'] as const;
type Theme = (typeof names)[number];
const key = 'theme';

const current = (): Theme => names.find(name => name === localStorage.getItem(key)) ?? 'auto';

export const themeName = (): string => ({ auto: 'Auto', dark: 'Dark', light: 'Light' })[current()];

export function applyTheme(): void {
  const theme = current();
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function nextTheme(): string {
  localStorage.setItem(key, names[(names.indexOf(current()) + 1) % names.length]!);
  applyTheme();
  return themeName();
}
