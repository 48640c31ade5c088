const dollars = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const shares = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const newYork = { timeZone: 'America/New_York', hourCycle: 'h23' } as const;
const here = { hourCycle: 'h23' } as const;
const clockOf = (zone: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-US', { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minuteOf = (zone: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-US', { ...zone, hour: '2-digit', minute: '2-digit' });
const shortDayOf = (zone: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-US', { ...zone, month: 'short', day: 'numeric' });
const nyTime = clockOf(newYork);
const hereTime = clockOf(here);
const nyMinute = minuteOf(newYork);
const hereMinute = minuteOf(here);
const nyShortDay = shortDayOf(newYork);
const hereShortDay = shortDayOf(here);
const nyDay = new Intl.DateTimeFormat('en-US', { ...newYork, weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' });
const fullStyle = { dateStyle: 'medium', timeStyle: 'medium' } as const;
const hereFull = new Intl.DateTimeFormat(undefined, { ...here, ...fullStyle });
const nyFull = new Intl.DateTimeFormat(undefined, { ...newYork, ...fullStyle });

const minus = '\u2212';
const none = '\u2013';

const zoneKey = 'times';

let readersOwn = localStorage.getItem(zoneKey) === 'local';

/** Whether times of rows and charts are the reader's; those of New York otherwise. */
export const isLocal = (): boolean => readersOwn;

export const zoneName = (): string => (isLocal() ? 'Times: yours' : 'Times: NY');

/** Changes between New York and the reader's own times, and says which. */
export function nextZone(): string {
  readersOwn = !readersOwn;
  localStorage.setItem(zoneKey, readersOwn ? 'local' : 'ny');
  return zoneName();
}

const negative = (text: string): string => text.replace('-', minus);

export const money = (value: number | null | undefined): string => (value === null || value === undefined ? none : negative(dollars.format(value)));

export const wholeMoney = (value: number | null | undefined): string => (value === null || value === undefined ? none : negative(whole.format(value)));

/** With its sign, also when it is positive: colour alone says nothing. */
export const signed = (value: number | null | undefined): string =>
  value === null || value === undefined ? none : value > 0 ? `+${dollars.format(value)}` : money(value);

export const quantity = (value: number | null | undefined): string => (value === null || value === undefined ? none : negative(shares.format(value)));

export const price = money;

/** @param fraction 0.02 is 2 %. */
export const percent = (fraction: number | null | undefined, digits = 2): string =>
  fraction === null || fraction === undefined || !Number.isFinite(fraction) ? none : `${negative((fraction * 100).toFixed(digits))} %`;

export const signedPercent = (fraction: number | null | undefined, digits = 2): string =>
  fraction !== null && fraction !== undefined && fraction > 0 ? `+${percent(fraction, digits)}` : percent(fraction, digits);

export const number = (value: number | null | undefined): string => (value === null || value === undefined ? none : negative(String(Math.round(value * 1e6) / 1e6)));

/** Time of day in the zone that the reader has chosen. */
export const time = (utc: string | Date | null | undefined): string => (utc ? (isLocal() ? hereTime : nyTime).format(new Date(utc)) : none);

export const minute = (utc: string | Date): string => (isLocal() ? hereMinute : nyMinute).format(new Date(utc));

/** Of the exchange, whatever the reader has chosen. */
export const newYorkTime = (utc: Date): string => nyTime.format(utc);

/** A trading day is one of New York. */
export const day = (utc: string | Date): string => nyDay.format(new Date(utc));

/** A trading day is one of New York. */
export const shortDay = (utc: string | Date): string => nyShortDay.format(new Date(utc));

/** Date and time in the zone that the reader has chosen. */
export const stamp = (utc: string | Date | null | undefined): string => (utc ? `${(isLocal() ? hereShortDay : nyShortDay).format(new Date(utc))} ${time(utc)}` : none);

export const local = (utc: string | Date): string => hereTime.format(new Date(utc));

/** For titles: the same moment in the other zone. */
export const otherZone = (utc: string | Date): string => (isLocal() ? `${nyFull.format(new Date(utc))} New York` : `${hereFull.format(new Date(utc))} your time`);

/** From camel case to words: `partiallyFilled` to `partially filled`. */
export const words = (text: string | null | undefined): string => (text ? text.replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`) : none);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const trend = (value: number | null | undefined): string => (!value ? '' : value > 0 ? 'gain' : 'loss');
