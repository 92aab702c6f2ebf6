const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Lanczos coefficients for g = 7 and nine terms. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const LANCZOS_G = 7;

/** Natural logarithm of the gamma function for x > 0 (Lanczos 1964; Stirling's series from 15 on). */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`the gamma function is taken above 0 only, got ${x}`);
  // At half numbers and whole numbers near 1 and 2 the reflection would cost digits; shifting up does not.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  if (x > 15) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  const z = x - 1;
  let sum: number = lanczos[0];
  for (let term = 1; term < lanczos.length; term += 1) sum += (lanczos[term] ?? 0) / (z + term);
  const t = z + LANCZOS_G + 0.5;
  return HALF_LOG_TWO_PI + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Stirling's series: log Γ(x) less its leading terms, for x > 15. */
function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  const tail = 1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360_360 - r / 156)));
  return (1 / 12 - r * (1 / 360 - r * tail)) / x;
}

/** log x! less Stirling's approximation of it, for x >= 0; small, and exact where both are huge (Loader 2000). */
export function stirlingError(x: number): number {
  if (x > 15) return stirlingSeries(x);
  if (x === 0) return Infinity;
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/** x·log(x/mean) + mean − x without loss of digits where the two are close (Loader 2000); x and mean above 0. */
export function devianceTerm(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = difference / (x + mean);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/** Poisson mass x of a mean, for any real x >= 0 (Loader 2000: no cancellation of huge logarithms). */
export function poissonMass(x: number, mean: number): number {
  if (mean === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-mean);
  const exponent = -stirlingError(x) - devianceTerm(x, mean);
  return Math.exp(exponent) / Math.sqrt(2 * Math.PI * x);
}

/** Binomial mass x of n trials with chances p and q = 1 − p, for any real 0 <= x <= n (Loader 2000). */
export function binomialMass(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * logOfComplement(q, p));
  if (x === n) return Math.exp(n * logOfComplement(p, q));
  const exponent =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    devianceTerm(x, n * p) -
    devianceTerm(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

/** Logarithm of a chance whose complement is known too: exact at both ends. */
const logOfComplement = (chance: number, complement: number): number =>
  complement < 0.5 ? Math.log1p(-complement) : Math.log(chance);
