import type { Live } from './live';

/** What every view is given. */
export interface Context {
  live: Live;

  /** Says something for a few seconds; also to screen readers. */
  say(message: string, kind?: 'done' | 'failed'): void;
}

export interface View {
  title: string;
  element: HTMLElement;

  /** Called after every change of the live view. */
  update?(): void;

  /** Called when the view is left. */
  dispose?(): void;
}

export type ViewFactory = (context: Context, ...parts: string[]) => View;
