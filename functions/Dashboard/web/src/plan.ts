import * as f from './format';
import type { Condition, Plan } from './types';

/** A condition in words. */
export function conditionText(c: Condition): string {
  switch (c.kind) {
    case 'priceAbove': return `price above ${f.price(c.price)}`;
    case 'priceBelow': return `price below ${f.price(c.price)}`;
    case 'changeOverWindow': return `change of ${f.signedPercent(c.fraction)} over ${c.bars !== undefined ? `${c.bars} bars` : `${c.minutes} minutes`}`;
    case 'volumeSpike': return `volume ${f.number(c.multiple)} times the average of ${c.bars} bars`;
    case 'movingAverageCross': return `average of ${c.fast} bars crosses ${c.relation} that of ${c.slow}`;
    case 'rsi': return `RSI of ${c.period} ${c.relation} ${f.number(c.level)}`;
    case 'spread': return `spread over ${f.percent(c.fraction)}`;
    case 'staleData': return `no price for ${c.seconds} s`;
    case 'timeOfDay': return `between ${c.from?.slice(0, 5)} and ${c.to?.slice(0, 5)} New York`;
    case 'trailingStop': return `${f.percent(c.fraction)} off the best price since entry`;
    case 'strategyBuy': return `${c.strategy} says buy`;
    case 'strategySell': return `${c.strategy} says sell`;
    case 'strategyExit': return `${c.strategy} says leave`;
    default: return f.words(c.kind);
  }
}

export interface Level {
  price: number;
  name: string;
}

/** Prices that a plan names. */
export const levelsOf = (plan: Plan): Level[] =>
  plan.triggers.flatMap(t => t.conditions.filter(c => c.price !== undefined).map(c => ({ price: c.price!, name: t.name })));
