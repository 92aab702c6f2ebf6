/**
 * Benjamini and Hochberg's share of chance findings (1995) for each of the chances that were tested together, in their
 * order: the smallest share at which it would still be counted a finding. Gaps stay out.
 */
export function rates(chances: readonly (number | null)[]): (number | null)[] {
  const tested = chances
    .flatMap((chance, at) => (chance === null ? [] : { chance, at }))
    .toSorted((a, b) => b.chance - a.chance);
  const found: (number | null)[] = chances.map(() => null);
  let least = 1;
  tested.forEach(({ chance, at }, above) => {
    least = Math.min(least, (chance * tested.length) / (tested.length - above));
    found[at] = least;
  });
  return found;
}
