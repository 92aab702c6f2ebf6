import type { Design } from './design.js';

/** A fitted log-linear model of counts whose variance is `dispersion` times their mean. */
export interface Fit {
  readonly coefficients: Float64Array;
  /** Lower Cholesky factor of the information about the coefficients. */
  readonly factor: Float64Array;
  /** Mean of each used period, in the order of `used`. */
  readonly means: Float64Array;
  /** Sum of the weights less the number of coefficients. */
  readonly freedom: number;
}

const ITERATIONS = 60;

/** A step beyond this on the logarithmic scale is shortened: far from the solution Newton's steps overshoot. */
const LONGEST_STEP = 4;
/** Exponents beyond this are no counts. */
const LARGEST_EXPONENT = 60;
/** Jeffreys' half case, spread over the past. */
const PRIOR_CASES = 0.5;

/** Cholesky factor in place, row by row; false where the matrix is not positive definite. */
function factorise(matrix: Float64Array, width: number): boolean {
  for (let row = 0; row < width; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * width + column] ?? 0;
      for (let inner = 0; inner < column; inner += 1)
        sum -= (matrix[row * width + inner] ?? 0) * (matrix[column * width + inner] ?? 0);
      if (row !== column) matrix[row * width + column] = sum / (matrix[column * width + column] ?? 0);
      else if (sum > 0) matrix[row * width + row] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L z = right in place. */
function solveLower(factor: Float64Array, right: Float64Array): void {
  const width = right.length;
  for (let row = 0; row < width; row += 1) {
    let sum = right[row] ?? 0;
    for (let column = 0; column < row; column += 1)
      sum -= (factor[row * width + column] ?? 0) * (right[column] ?? 0);
    right[row] = sum / (factor[row * width + row] ?? 0);
  }
}

/** Solves Lᵀ z = right in place. */
function solveUpper(factor: Float64Array, right: Float64Array): void {
  const width = right.length;
  for (let row = width - 1; row >= 0; row -= 1) {
    let sum = right[row] ?? 0;
    for (let below = row + 1; below < width; below += 1)
      sum -= (factor[below * width + row] ?? 0) * (right[below] ?? 0);
    right[row] = sum / (factor[row * width + row] ?? 0);
  }
}

/** Logarithm of the mean of a period. */
export function exponentOf({ rows, width, offset }: Design, coefficients: Float64Array, at: number): number {
  let sum = offset[at] ?? 0;
  const base = at * width;
  for (let column = 0; column < width; column += 1)
    sum += (rows[base + column] ?? 0) * (coefficients[column] ?? 0);
  return Math.min(sum, LARGEST_EXPONENT);
}

/** Variance of the logarithm of a period's mean that comes of not knowing the coefficients. */
export function exponentVariance({ rows, width }: Design, factor: Float64Array, at: number): number {
  const row = rows.slice(at * width, (at + 1) * width);
  solveLower(factor, row);
  let sum = 0;
  for (const value of row) sum += value * value;
  return sum;
}

/** The past that a model is fitted to. */
export interface Past {
  /** Places of the known periods in the series. */
  readonly used: Int32Array;
  readonly counts: Float64Array;
  readonly weights: Float64Array;
  /** Variance over mean of the counts. */
  readonly dispersion: number;
}

/** Coefficients of a level without trend or season. */
function flatStart({ width, offset }: Design, { used, counts, weights }: Past): Float64Array {
  let cases = PRIOR_CASES;
  let exposure = 0;
  for (let row = 0; row < used.length; row += 1) {
    cases += (weights[row] ?? 0) * (counts[row] ?? 0);
    exposure += (weights[row] ?? 0) * Math.exp(offset[used[row] ?? 0] ?? 0);
  }
  const coefficients = new Float64Array(width);
  coefficients[0] = Math.log(cases / exposure);
  return coefficients;
}

/** Fills information, score and means at the given coefficients. */
function accumulate(
  design: Design,
  { used, counts, weights, dispersion }: Past,
  coefficients: Float64Array,
  { information, score, means }: { information: Float64Array; score: Float64Array; means: Float64Array },
): void {
  const { rows, width, precision } = design;
  const prior = PRIOR_CASES / used.length;
  information.fill(0);
  for (let column = 0; column < width; column += 1) {
    information[column * width + column] = precision[column] ?? 0;
    score[column] = -(precision[column] ?? 0) * (coefficients[column] ?? 0);
  }
  for (let row = 0; row < used.length; row += 1) {
    const at = used[row] ?? 0;
    const mean = Math.exp(exponentOf(design, coefficients, at));
    means[row] = mean;
    const weight = (weights[row] ?? 0) / dispersion;
    const excess = weight * ((counts[row] ?? 0) + prior - mean);
    const weighted = weight * mean;
    const base = at * width;
    for (let column = 0; column < width; column += 1) {
      const value = rows[base + column] ?? 0;
      if (value === 0) continue;
      score[column] = (score[column] ?? 0) + excess * value;
      const share = weighted * value;
      const line = column * width;
      for (let other = 0; other <= column; other += 1)
        information[line + other] = (information[line + other] ?? 0) + share * (rows[base + other] ?? 0);
    }
  }
}

/**
 * Fits by Newton's method on the weighted quasi-likelihood (McCullagh and Nelder 1989) with the design's normal priors, and
 * half a case more than was seen, so that an empty past has a mean above 0. The last step of any coefficient is below
 * `settled`, the error left about its square. Null where the iteration does not settle.
 */
export function fitLogLinear(
  design: Design,
  past: Past,
  start: Float64Array | null,
  settled: number,
): Fit | null {
  const { width } = design;
  const coefficients = start?.slice() ?? flatStart(design, past);
  const information = new Float64Array(width * width);
  const step = new Float64Array(width);
  const means = new Float64Array(past.used.length);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    accumulate(design, past, coefficients, { information, score: step, means });
    if (!factorise(information, width)) return null;
    solveLower(information, step);
    solveUpper(information, step);
    let longest = 0;
    for (const each of step) longest = Math.max(longest, Math.abs(each));
    if (!Number.isFinite(longest)) return null;
    const scale = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    for (let column = 0; column < width; column += 1)
      coefficients[column] = (coefficients[column] ?? 0) + scale * (step[column] ?? 0);
    if (longest < settled) {
      const freedom = past.weights.reduce((sum, weight) => sum + weight, -width);
      return { coefficients, factor: information, means, freedom };
    }
  }
  return null;
}
