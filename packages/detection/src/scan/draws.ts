import type { Random } from '../random/index.js';
import type { Draw } from './replicates.js';

/** From this mean on a binomial count is found by rejection, below it by walking up its distribution. */
const WALKED_MEAN = 10;
/** Cases for each cell from which counting cell by cell is quicker than placing case by case. */
const DENSE = 6;

/** log k! (Stirling's series; exact products below 10). */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let factor = 2; factor <= k; factor += 1) product *= factor;
    return Math.log(product);
  }
  const x = k + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}

function walkedBinomial(random: Random, trials: number, chance: number): number {
  const odds = chance / (1 - chance);
  let here = (1 - chance) ** trials;
  let left = random.uniform();
  let count = 0;
  while (left > here && count < trials) {
    left -= here;
    count += 1;
    here *= (odds * (trials - count + 1)) / count;
  }
  return count;
}

/** Transformed rejection with squeeze (Hörmann 1993, BTRS). */
function rejectedBinomial(random: Random, trials: number, chance: number): number {
  const deviation = Math.sqrt(trials * chance * (1 - chance));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const centre = trials * chance + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const odds = Math.log(chance / (1 - chance));
  const mode = Math.floor((trials + 1) * chance);
  const atMode = logFactorial(mode) + logFactorial(trials - mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + centre);
    if (edge >= 0.07 && v <= squeeze) return count;
    if (count < 0 || count > trials) continue;
    const accepted = Math.log((v * alpha) / (a / (edge * edge) + b));
    if (accepted <= atMode - logFactorial(count) - logFactorial(trials - count) + (count - mode) * odds) {
      return count;
    }
  }
}

/** Successes in `trials` independent trials of the same `chance`. */
export function binomial(random: Random, trials: number, chance: number): number {
  if (trials === 0 || !(chance > 0)) return 0;
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - binomial(random, trials, 1 - chance);
  return trials * chance < WALKED_MEAN
    ? walkedBinomial(random, trials, chance)
    : rejectedBinomial(random, trials, chance);
}

/** Walker's alias method: one uniform number chooses a cell by its weight. */
function aliasOf(weights: Float64Array): { readonly keep: Float64Array; readonly other: Int32Array } {
  const cells = weights.length;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / cells;
  const keep = Float64Array.from(weights, (weight) => weight / mean);
  const other = Int32Array.from({ length: cells }, (_, cell) => cell);
  const small: number[] = [];
  const large: number[] = [];
  keep.forEach((weight, cell) => (weight < 1 ? small : large).push(cell));
  while (small.length > 0 && large.length > 0) {
    const low = small.pop() ?? 0;
    const high = large.pop() ?? 0;
    other[low] = high;
    keep[high] = (keep[high] ?? 0) - (1 - (keep[low] ?? 0));
    ((keep[high] ?? 0) < 1 ? small : large).push(high);
  }
  // What rounding left over is full.
  for (const cell of [...small, ...large]) keep[cell] = 1;
  return { keep, other };
}

/**
 * Cases fall independently on cells by their weights; `weights` may have one cell more than is counted, for all that
 * lies outside of what is scanned.
 */
export function multinomialDraw(random: Random, weights: Float64Array, cases: number): Draw {
  const cells = weights.length;
  if (cases < DENSE * cells) {
    const { keep, other } = aliasOf(weights);
    return (counts) => {
      counts.fill(0);
      for (let drawn = 0; drawn < cases; drawn += 1) {
        const at = random.uniform() * cells;
        const cell = Math.floor(at);
        const chosen = at - cell < (keep[cell] ?? 0) ? cell : (other[cell] ?? 0);
        if (chosen < counts.length) counts[chosen] = (counts[chosen] ?? 0) + 1;
      }
    };
  }
  const chances = new Float64Array(cells);
  let rest = 0;
  for (let cell = cells - 1; cell >= 0; cell -= 1) {
    rest += weights[cell] ?? 0;
    chances[cell] = rest > 0 ? (weights[cell] ?? 0) / rest : 0;
  }
  return (counts) => {
    let left = cases;
    for (let cell = 0; cell < counts.length; cell += 1) {
      const count = cell === cells - 1 ? left : binomial(random, left, chances[cell] ?? 0);
      counts[cell] = count;
      left -= count;
    }
  };
}

/**
 * Days are dealt anew to the cases, so that every place and every day keeps its number (Kulldorff et al. 2005).
 * `placeOfCase` names the place of every case; `perLayer` says how many cases each scanned layer holds. Only those are
 * dealt: which cases fall outside of the layers need not be known.
 */
export function permutationDraw(random: Random, placeOfCase: Int32Array, perLayer: readonly number[]): Draw {
  const deck = Int32Array.from(placeOfCase);
  const layers = perLayer.length;
  return (counts) => {
    counts.fill(0);
    let dealt = 0;
    perLayer.forEach((cases, layer) => {
      for (let each = 0; each < cases; each += 1, dealt += 1) {
        const at = dealt + Math.floor(random.uniform() * (deck.length - dealt));
        const place = deck[at] ?? 0;
        deck[at] = deck[dealt] ?? 0;
        deck[dealt] = place;
        const cell = place * layers + layer;
        counts[cell] = (counts[cell] ?? 0) + 1;
      }
    });
  };
}
