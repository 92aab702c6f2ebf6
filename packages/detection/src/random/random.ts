/** A reproducible stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform on [0, 1), with 53 bits. */
  uniform(): number;
  /** Uniform on the whole numbers 0 … below − 1; RangeError unless `below` is a whole number from 1 to 2^32. */
  integer(below: number): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** Gamma with the given shape and scale; RangeError unless both are positive and finite. */
  gamma(shape: number, scale: number): number;
  /** Poisson; RangeError unless the mean is a finite number of at least 0. */
  poisson(mean: number): number;
  /** Negative binomial with variance mean + mean² / size; RangeError unless mean >= 0 and size > 0, both finite. */
  negativeBinomial(mean: number, size: number): number;
}

const TWO_32 = 2 ** 32;
/** Below this mean a Poisson count is found by walking up its distribution. */
const WALKED_MEAN = 12;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Whole random words of 32 bits: xoshiro128** (Blackman and Vigna 2021), its state spread from the seed by SplitMix32. */
function wordsOf(seed: number): () => number {
  let spread = seed | 0;
  const spreadNext = (): number => {
    spread = (spread + 0x9e3779b9) | 0;
    let word = spread ^ (spread >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return word ^ (word >>> 15);
  };
  let a = spreadNext();
  let b = spreadNext();
  let c = spreadNext();
  let d = spreadNext();
  return () => {
    const word = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return word;
  };
}

/** log k!, for k that the rejection step of a Poisson with a mean of at least 12 can meet. */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let factor = 2; factor <= k; factor += 1) product *= factor;
    return Math.log(product);
  }
  const x = k + 1;
  return (
    (x - 0.5) * Math.log(x) -
    x +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * x) -
    1 / (360 * x ** 3) +
    1 / (1260 * x ** 5)
  );
}

/** Marsaglia and Tsang 2000; a shape below 1 is lifted by a power of a uniform. */
function gammaOf(random: Pick<Random, 'uniform' | 'normal'>, shape: number): number {
  if (shape < 1) return gammaOf(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function walkedPoisson(uniform: () => number, mean: number): number {
  let left = uniform();
  let chance = Math.exp(-mean);
  let count = 0;
  // The chance underflows long after the uniform's 53 bits are used up.
  while (left > chance && chance > 0) {
    left -= chance;
    count += 1;
    chance *= mean / count;
  }
  return count;
}

/** Transformed rejection with squeeze (Hörmann 1993, PTRS). */
function rejectedPoisson(uniform: () => number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = uniform() - 0.5;
    const v = 1 - uniform();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (edge < 0.013 && v > edge)) continue;
    const accepted = Math.log((v * inverseAlpha) / (a / (edge * edge) + b));
    if (accepted <= count * logMean - mean - logFactorial(count)) return count;
  }
}

function demand(holds: boolean, what: string, got: number): void {
  if (!holds) throw new RangeError(`${what}, got ${got}`);
}

/** A generator for simulations and Monte-Carlo tests; never for secrets. */
export function createRandom(seed: number): Random {
  demand(Number.isSafeInteger(seed), 'a seed is a whole number', seed);
  // Seeds beyond 32 bits must not fall together with small ones.
  const word = wordsOf(Math.imul(Math.floor(seed / TWO_32), 0x85ebca6b) ^ seed);
  const uniform = (): number => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992;
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
  const poisson = (mean: number): number => {
    demand(mean >= 0 && mean < Infinity, 'a Poisson mean is a finite number of at least 0', mean);
    return mean < WALKED_MEAN ? walkedPoisson(uniform, mean) : rejectedPoisson(uniform, mean);
  };
  const gamma = (shape: number, scale: number): number => {
    demand(shape > 0 && shape < Infinity, 'a gamma shape is positive and finite', shape);
    demand(scale > 0 && scale < Infinity, 'a gamma scale is positive and finite', scale);
    return scale * gammaOf({ uniform, normal }, shape);
  };
  return {
    uniform,
    normal,
    poisson,
    gamma,
    integer(below) {
      demand(
        Number.isInteger(below) && below >= 1 && below <= TWO_32,
        'a whole number from 1 to 2^32 is needed',
        below,
      );
      // Words beyond the last whole multiple are thrown away: without that small numbers would come more often.
      const limit = TWO_32 - (TWO_32 % below);
      for (;;) {
        const drawn = word();
        if (drawn < limit) return drawn % below;
      }
    },
    negativeBinomial(mean, size) {
      demand(mean >= 0 && mean < Infinity, 'a mean is a finite number of at least 0', mean);
      demand(size > 0 && size < Infinity, 'a size is positive and finite', size);
      return mean === 0 ? 0 : poisson(gamma(size, mean / size));
    },
  };
}
