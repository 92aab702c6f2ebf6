/** The largest two units of a span, for a countdown: 1 d 3 h, 42 min. */
export function spanParts(
  ms: number,
): readonly { readonly unit: 'days' | 'hours' | 'minutes'; readonly n: number }[] {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0)
    return [{ unit: 'days', n: days }, ...(hours > 0 ? [{ unit: 'hours' as const, n: hours }] : [])];
  if (hours > 0)
    return [{ unit: 'hours', n: hours }, ...(rest > 0 ? [{ unit: 'minutes' as const, n: rest }] : [])];
  return [{ unit: 'minutes', n: rest }];
}
