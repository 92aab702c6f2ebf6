const ROOT_TWO_PI = 2.5066282746310002;
/** Up to here the series is summed; beyond it the continued fraction needs fewer steps. */
const SEAM = 2;

/** Density of the standard normal distribution. */
const density = (x: number): number => Math.exp(-0.5 * x * x) / ROOT_TWO_PI;

/** Chance between 0 and x, by the series whose terms all have one sign. */
function fromZero(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return density(x) * sum;
}

/** Chance beyond x > 0: density over x + 1/(x + 2/(x + 3/(x + …))), from the inside out. */
function beyond(x: number): number {
  const depth = 10 + Math.ceil(600 / (x * x));
  let fraction = x;
  for (let step = depth; step > 0; step -= 1) fraction = x + step / fraction;
  return density(x) / fraction;
}

/** Chance that a standard normal number exceeds x (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14). */
export function normalUpperTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > SEAM) return beyond(x);
  return x < -SEAM ? 1 - beyond(-x) : 0.5 - fromZero(x);
}

/** Chance that a standard normal number is at most x. */
export const normalCdf = (x: number): number => normalUpperTail(-x);
