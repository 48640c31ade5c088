import * as f from './format';
import type { Distance, Plan, Trigger } from './types';

const prices = ['priceAbove', 'priceBelow'];
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`;

/** A condition's figure in its own unit. */
function figure(kind: string, value: number): string {
  if (prices.includes(kind)) return f.price(value);
  if (kind === 'volumeSpike') return `${value.toFixed(1)} times`;
  if (kind === 'rsi') return `RSI ${value.toFixed(1)}`;
  if (kind === 'staleData') return `${Math.round(value)} s`;
  if (kind === 'timeOfDay') return clock(value);
  return kind.startsWith('strategy') ? f.percent(value, 0) : f.signedPercent(value);
}

/** What it lacks, without a sign. */
function lack({ kind, observed = 0, missing = 0 }: Distance): string {
  if (prices.includes(kind)) return `${f.price(missing)} (${f.percent(observed === 0 ? null : missing / observed)})`;
  if (kind === 'volumeSpike') return missing.toFixed(1);
  if (kind === 'rsi') return missing.toFixed(1);
  if (kind === 'staleData') return `${Math.round(missing)} s`;
  return kind === 'timeOfDay' ? `${Math.round(missing)} min` : f.percent(missing);
}

/** Where a condition stands, in words. */
export function distanceText(d: Distance): string {
  if (d.kind.startsWith('strategy')) return 'asked at each check';
  if (d.observed === undefined || d.missing === undefined) return 'not known yet';
  if (d.isMet) return `met at ${figure(d.kind, d.observed)}`;
  return `now ${figure(d.kind, d.observed)}, ${d.missing > 0 ? `${lack(d)} to go` : 'beyond it already'}`;
}

/** Each trigger with the distances of its conditions and guards: they come in the plan's order. */
export function byTrigger(plan: Plan, distances: Distance[]): { trigger: Trigger; distances: Distance[] }[] {
  let at = 0;
  return plan.triggers.map(trigger => ({ trigger, distances: distances.slice(at, (at += trigger.conditions.length + (trigger.guards?.length ?? 0))) }));
}

/** Whether the monitor waits for a trigger in the state that it is in. */
export const waitsFor = (trigger: Trigger, state: string): boolean => trigger.intent === (state === 'holding' || state === 'exiting' ? 'exit' : 'enter');
