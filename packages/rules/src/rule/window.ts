/** A span looked back over: `30d`, `24h`, `6m` (calendar months) or `1y`. */
export interface Window {
  readonly amount: number;
  readonly unit: 'h' | 'd' | 'm' | 'y';
}

const form = /^(\d{1,4})(h|d|m|y)$/u;

/** Reads a window; null when it is malformed or empty. */
export function parseWindow(text: string): Window | null {
  const found = form.exec(text);
  const amount = Number(found?.[1] ?? 0);
  const unit = found?.[2];
  if (amount === 0) return null;
  return unit === 'h' || unit === 'd' || unit === 'm' || unit === 'y' ? { amount, unit } : null;
}

/** Reads a window of a checked rule. */
export function windowOf(text: string): Window {
  const window = parseWindow(text);
  if (window === null) throw new RangeError(`not a window: ${text}`);
  return window;
}

/** Rough length in days, only for telling which window is longer. */
export function windowDays({ amount, unit }: Window): number {
  const days = { h: 1 / 24, d: 1, m: 30, y: 365 } as const;
  return amount * days[unit];
}
