const dollars = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const shares = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const newYork = { timeZone: 'America/New_York', hourCycle: 'h23' } as const;
const nyTime = new Intl.DateTimeFormat('en-US', { ...newYork, hour: '2-digit', minute: '2-digit', second: '2-digit' });
const nyMinute = new Intl.DateTimeFormat('en-US', { ...newYork, hour: '2-digit', minute: '2-digit' });
const nyDay = new Intl.DateTimeFormat('en-US', { ...newYork, weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' });
const nyShortDay = new Intl.DateTimeFormat('en-US', { ...newYork, month: 'short', day: 'numeric' });
const localTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const localStamp = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

const minus = '\u2212';
const none = '\u2013';

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

/** New York time of day. */
export const time = (utc: string | Date | null | undefined): string => (utc ? nyTime.format(new Date(utc)) : none);

export const minute = (utc: string | Date): string => nyMinute.format(new Date(utc));

export const day = (utc: string | Date): string => nyDay.format(new Date(utc));

export const shortDay = (utc: string | Date): string => nyShortDay.format(new Date(utc));

/** New York date and time. */
export const stamp = (utc: string | Date | null | undefined): string => (utc ? `${nyShortDay.format(new Date(utc))} ${nyTime.format(new Date(utc))}` : none);

export const local = (utc: string | Date): string => localTime.format(new Date(utc));

/** For titles: the same moment where the reader is. */
export const localFull = (utc: string | Date): string => `${localStamp.format(new Date(utc))} your time`;

/** From camel case to words: `partiallyFilled` to `partially filled`. */
export const words = (text: string | null | undefined): string => (text ? text.replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`) : none);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const trend = (value: number | null | undefined): string => (!value ? '' : value > 0 ? 'gain' : 'loss');
