/**
 * q-values of a family of p-values (Benjamini and Hochberg 1995): judging all with q <= α keeps the expected share of false
 * ones among them at α. A null p-value belongs to no family member that was judged; it stays null and does not count.
 * RangeError for what is no probability.
 */
export function falseDiscoveryRates(pValues: readonly (number | null)[]): (number | null)[] {
  const judged = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  for (const { p, index } of judged) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p-value ${index} is no probability: ${p}`);
  }
  judged.sort((a, b) => b.p - a.p);
  const rates: (number | null)[] = pValues.map(() => null);
  let least = 1;
  judged.forEach(({ p, index }, from) => {
    // A quotient may round to just below p itself.
    least = Math.min(least, Math.max(p, (p * judged.length) / (judged.length - from)));
    rates[index] = least;
  });
  return rates;
}
