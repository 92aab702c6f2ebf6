/** Sum of the last `periods` counts, the judged one included; null where one of them is a gap. */
export function recentCases(
  observed: readonly (number | null)[],
  at: number,
  periods: number,
): number | null {
  let cases = 0;
  for (let place = Math.max(0, at - periods + 1); place <= at; place += 1) {
    const count = observed[place] ?? null;
    if (count === null) return null;
    cases += count;
  }
  return cases;
}
