import type { Field } from './field.js';
import { expectedByWindow, windowCount } from './field.js';
import { leastCases } from './likelihood.js';

/** Fills `counts` (place by place, layer by layer) with the cases of one replicate under the null hypothesis. */
export type Draw = (counts: Int32Array) => void;

/** Windows whose thresholds are held in memory: twelve bytes each. */
const MOST_WINDOWS = 16_000_000;

/**
 * Several replicates are scanned at once, each in a lane of a 32-bit word: sums of all lanes are one addition, and the
 * lane's highest bit, borrowed from by a threshold, tells whether the threshold is reached.
 */
interface Lanes {
  readonly count: number;
  readonly width: number;
  /** The highest bit of every lane. */
  readonly high: number;
  /** 1 in every lane: times a threshold it puts the threshold in every lane. */
  readonly ones: number;
  readonly mask: number;
  /** A threshold that no window reaches. */
  readonly never: number;
}

/** As many lanes as counts up to `total` leave room for. */
function lanesFor(total: number): Lanes {
  const width = [6, 8, 10, 16, 32].find((bits) => total <= 2 ** (bits - 1) - 2) ?? 0;
  if (width === 0) throw new RangeError(`too many cases for a scan: ${total}`);
  const count = Math.floor(32 / width);
  let high = 0;
  let ones = 0;
  for (let lane = 0; lane < count; lane += 1) {
    high |= 1 << (lane * width + width - 1);
    ones |= 1 << (lane * width);
  }
  return {
    count,
    width,
    high,
    ones,
    mask: width === 32 ? 0x7fffffff : 2 ** (width - 1) - 1,
    never: 2 ** (width - 1) - 1,
  };
}

/** The scan of simulated counts: how large the largest ratio of each replicate is, where it reaches a level. */
export interface ReplicateScan {
  /** Replicates that one call of `largest` draws. */
  readonly lanes: number;
  /** Ratios below the level are not told apart from here on. */
  raiseTo(level: number): void;
  /** Draws as many replicates as there are lanes; the largest ratio of each, 0 where it is below the level. */
  largest(draw: Draw): Float64Array;
}

/** The scan of replicates with `total` cases over the windows of a field. Throws RangeError for more windows than memory holds. */
export function replicateScan(field: Field, total: number, level: number): ReplicateScan {
  const windows = windowCount(field);
  if (windows > MOST_WINDOWS) {
    throw new RangeError(
      `${windows} windows are more than ${MOST_WINDOWS}: a smaller radius or shorter windows`,
    );
  }
  const { circles, layers, stretches } = field;
  const { start, members, whole, alone } = circles;
  const lanes = lanesFor(total);
  const { width, high, mask } = lanes;
  const anchored = stretches.length === 2 * layers;
  const perCircle = stretches.length / 2;
  const expected = expectedByWindow(field).map((each) => (each * total) / field.total);
  const thresholds = new Int32Array(windows);
  const counts = new Int32Array(circles.places * layers);
  const packed = new Int32Array(circles.places * layers);
  const inside = new Int32Array(layers + 1);
  const best = new Float64Array(lanes.count);
  // c·ln c + (C − c)·ln(C − c), the part of the ratio that only the count decides.
  const ofCount = Float64Array.from({ length: total + 1 }, (_, count) => {
    const rest = total - count;
    return (count > 0 ? count * Math.log(count) : 0) + (rest > 0 ? rest * Math.log(rest) : 0);
  });

  const raiseTo = (to: number): void => {
    for (let window = 0; window < windows; window += 1) {
      const least = Math.max(field.fewest, leastCases(to, expected[window] ?? 0, total));
      const reachable = whole[Math.floor(window / perCircle)] === 1 && least <= total;
      thresholds[window] = Math.imul(reachable ? least : lanes.never, lanes.ones);
    }
  };

  const reached = (window: number, sums: number, flags: number): void => {
    const wanted = expected[window] ?? 0;
    const inLog = Math.log(wanted);
    const outLog = Math.log(total - wanted);
    for (let lane = 0; lane < lanes.count; lane += 1) {
      if (((flags >>> (lane * width + width - 1)) & 1) === 0) continue;
      const count = (sums >>> (lane * width)) & mask;
      const ratio = (ofCount[count] ?? 0) - count * inLog - (total - count) * outLog;
      if (ratio > (best[lane] ?? 0)) best[lane] = ratio;
    }
  };

  /** One layer: space alone. */
  const scanPlaces = (): void => {
    for (let centre = 0; centre < circles.places; centre += 1) {
      const end = start[centre + 1] ?? 0;
      let sums = 0;
      for (let at = start[centre] ?? 0; at < end; at += 1) {
        sums = (sums + (packed[members[at] ?? 0] ?? 0)) | 0;
        const flags = ((sums | high) - (thresholds[at] ?? 0)) & high;
        if (flags !== 0) reached(at, sums, flags);
      }
    }
  };

  /** Every stretch begins at the first layer. */
  const scanAnchored = (): void => {
    for (let centre = 0; centre < circles.places; centre += 1) {
      const end = start[centre + 1] ?? 0;
      inside.fill(0);
      for (let at = start[centre] ?? 0; at < end; at += 1) {
        const from = (members[at] ?? 0) * layers;
        // A place without cases only adds to what is expected: the circle without it is likelier.
        if (packed[from + layers - 1] === 0 && alone[at] === 1) continue;
        const window = at * layers;
        for (let layer = 0; layer < layers; layer += 1) {
          const sums = ((inside[layer] ?? 0) + (packed[from + layer] ?? 0)) | 0;
          inside[layer] = sums;
          const flags = ((sums | high) - (thresholds[window + layer] ?? 0)) & high;
          if (flags !== 0) reached(window + layer, sums, flags);
        }
      }
    }
  };

  const scanStretches = (): void => {
    for (let centre = 0; centre < circles.places; centre += 1) {
      const end = start[centre + 1] ?? 0;
      inside.fill(0);
      for (let at = start[centre] ?? 0; at < end; at += 1) {
        const from = (members[at] ?? 0) * layers;
        if (packed[from + layers - 1] === 0 && alone[at] === 1) continue;
        for (let layer = 0; layer < layers; layer += 1) {
          inside[layer + 1] = ((inside[layer + 1] ?? 0) + (packed[from + layer] ?? 0)) | 0;
        }
        if (whole[at] === 0) continue;
        for (let stretch = 0; stretch < perCircle; stretch += 1) {
          const sums =
            ((inside[stretches[2 * stretch + 1] ?? 0] ?? 0) - (inside[stretches[2 * stretch] ?? 0] ?? 0)) | 0;
          const window = at * perCircle + stretch;
          const flags = ((sums | high) - (thresholds[window] ?? 0)) & high;
          if (flags !== 0) reached(window, sums, flags);
        }
      }
    }
  };

  const scan = layers === 1 ? scanPlaces : anchored ? scanAnchored : scanStretches;
  raiseTo(level);
  return {
    lanes: lanes.count,
    raiseTo,
    largest(draw) {
      packed.fill(0);
      for (let lane = 0; lane < lanes.count; lane += 1) {
        draw(counts);
        const shift = lane * width;
        for (let place = 0, at = 0; place < circles.places; place += 1) {
          let sum = 0;
          for (let layer = 0; layer < layers; layer += 1, at += 1) {
            sum += counts[at] ?? 0;
            packed[at] = (packed[at] ?? 0) | (sum << shift);
          }
        }
      }
      best.fill(0);
      scan();
      return best;
    },
  };
}
