/**
 * Log-likelihood ratio of a window with `cases` of `total` where `expected` would lie (Kulldorff 1997, Poisson model);
 * 0 where it holds no more than expected.
 */
export function logLikelihoodRatio(cases: number, expected: number, total: number): number {
  if (!(cases > expected)) return 0;
  const outside = total - cases;
  const inside = cases * Math.log(cases / expected);
  return outside > 0 ? inside + outside * Math.log(outside / (total - expected)) : inside;
}

/**
 * Never less than the ratio, and without a logarithm: the ratio is the integral of (c − t)·C / (t·(C − t)) over t from
 * expected to cases, and t·(C − t) is smallest at one of both ends.
 */
export function ratioBound(cases: number, expected: number, total: number): number {
  const excess = cases - expected;
  const least = Math.min(expected * (total - expected), cases * (total - cases));
  return least > 0 ? (excess * excess * total) / (2 * least) : Infinity;
}

/** How much more often cases happen inside than outside; null when all lie inside. */
export function relativeRisk(cases: number, expected: number, total: number): number | null {
  const outside = total - cases;
  return outside > 0 ? cases / expected / (outside / (total - expected)) : null;
}

/**
 * Smallest whole count whose ratio reaches `level` (positive); `total + 1` when none does. Convexity lets Newton's
 * steps come down from above; the last steps are walked, so that rounding decides nothing.
 */
export function leastCases(level: number, expected: number, total: number): number {
  if (!(expected > 0) || expected >= total) return total + 1;
  let guess = expected + Math.sqrt(2 * level * expected * (1 - expected / total)) + level / 3 + 1;
  for (let step = 0; step < 12 && guess < total; step += 1) {
    const slope = Math.log((guess * (total - expected)) / (expected * (total - guess)));
    const next = guess - (logLikelihoodRatio(guess, expected, total) - level) / slope;
    if (!(next > expected)) break;
    const moved = Math.abs(next - guess);
    guess = Math.min(next, total);
    if (moved < 0.25) break;
  }
  let count = Math.min(total, Math.max(1, Math.round(guess)));
  while (count <= total && logLikelihoodRatio(count, expected, total) < level) count += 1;
  while (count > 1 && logLikelihoodRatio(count - 1, expected, total) >= level) count -= 1;
  return count;
}
