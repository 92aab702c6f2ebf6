import { binomialMass, poissonMass } from './gamma-function.js';

const TINY = 1e-300;
const LIMIT = 1_000_000;

/**
 * Continued fraction b0 + a1/(b1 + a2/(b2 + …)) by Lentz's method as modified by Thompson and Barnett (1986); `term` gives
 * a and b of each step from 1 on.
 */
function continuedFraction(b0: number, term: (step: number) => readonly [a: number, b: number]): number {
  let value = b0 === 0 ? TINY : b0;
  let c = value;
  let d = 0;
  for (let step = 1; step < LIMIT; step += 1) {
    const [a, b] = term(step);
    d = b + a * d;
    d = 1 / (d === 0 ? TINY : d);
    c = b + a / c;
    if (c === 0) c = TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 4e-16) break;
  }
  return value;
}

/** I_x(a, b) below its mean, by the continued fraction of DLMF 8.17.22. */
function betaBelow(a: number, b: number, x: number, y: number): number {
  // x^a y^b / (a B(a, b)), by way of a binomial mass, which keeps its digits for huge a and b.
  const front = (b / (a + b)) * binomialMass(a, a + b, x, y);
  const fraction = continuedFraction(1, (step) => {
    const m = Math.floor(step / 2);
    const numerator =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return [numerator, 1];
  });
  return front / fraction;
}

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1. Where x is near 1, give y = 1 − x as well as
 * it is known.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number = 1 - x): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`the parameters must be above 0, got ${a} and ${b}`);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`a number between 0 and 1 is needed, got ${x}`);
  if (x === 0 || y === 0) return x === 0 ? 0 : 1;
  return x <= (a + 1) / (a + b + 2) ? betaBelow(a, b, x, y) : 1 - betaBelow(b, a, y, x);
}

/** Regularised lower incomplete gamma function by its series, for x < a + 1. */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let step = 1; step < LIMIT; step += 1) {
    term *= x / (a + step);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum * poissonMass(a, x);
}

/** Regularised upper incomplete gamma function by its continued fraction, for x >= a + 1. */
function gammaFraction(a: number, x: number): number {
  const fraction = continuedFraction(x + 1 - a, (step) => [step * (a - step), x + 2 * step + 1 - a]);
  return (a * poissonMass(a, x)) / fraction;
}

function checkGamma(a: number, x: number): void {
  if (!(a > 0)) throw new RangeError(`the parameter must be above 0, got ${a}`);
  if (!(x >= 0)) throw new RangeError(`a number of at least 0 is needed, got ${x}`);
}

/** Regularised lower incomplete gamma function P(a, x) for a > 0, x >= 0. */
export function lowerGamma(a: number, x: number): number {
  checkGamma(a, x);
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** Regularised upper incomplete gamma function Q(a, x) for a > 0, x >= 0. */
export function upperGamma(a: number, x: number): number {
  checkGamma(a, x);
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}
