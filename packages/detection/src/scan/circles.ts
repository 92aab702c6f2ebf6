import type { Distance, Point } from './distance.js';

/** How large a circle may grow. */
export interface CircleLimits {
  /** Largest distance from the centre, inclusive, in the unit of the distance. */
  readonly radius?: number;
  /** Largest share of all population inside, inclusive; 0.5 is usual. */
  readonly share?: number;
}

/**
 * Circles around each place: those around place `i` take in, one after another, the places at `start[i]` …
 * `start[i + 1] − 1` of `members`, nearest first.
 */
export interface Circles {
  readonly places: number;
  readonly start: Int32Array;
  readonly members: Int32Array;
  /** 0 where the circle that ends here would leave out a place at the very same distance, so that it is none. */
  readonly whole: Uint8Array;
  /** 1 where a place is taken in by itself, not with others at the very same distance. */
  readonly alone: Uint8Array;
}

/**
 * Circles around each place that stay within both limits (Kulldorff 1997). A place whose own population is more than
 * the share is the centre of none. Throws RangeError for a limit or a population that is none.
 */
export function circlesOf(
  points: readonly Point[],
  population: readonly number[],
  distance: Distance,
  limits: CircleLimits,
): Circles {
  const { radius = Infinity, share = 1 } = limits;
  if (!(radius >= 0)) throw new RangeError(`a radius is at least 0, got ${radius}`);
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share lies above 0 and up to 1, got ${share}`);
  const most = share * population.reduce((sum, each) => sum + each, 0) * (1 + Number.EPSILON * points.length);
  const start = new Int32Array(points.length + 1);
  const members: number[] = [];
  const whole: number[] = [];
  const alone: number[] = [];
  points.forEach((centre, at) => {
    const far = Float64Array.from(points, (point, other) => (other === at ? 0 : distance(centre, point)));
    const order = Array.from(points, (_, other) => other)
      .filter((other) => (far[other] ?? Infinity) <= radius)
      .sort((a, b) => (far[a] ?? 0) - (far[b] ?? 0) || a - b);
    let inside = 0;
    for (let first = 0; first < order.length;) {
      let end = first;
      const edge = far[order[first] ?? 0] ?? 0;
      while (end < order.length && far[order[end] ?? 0] === edge)
        inside += population[order[end++] ?? 0] ?? 0;
      if (inside > most) break;
      for (let next = first; next < end; next += 1) {
        members.push(order[next] ?? 0);
        whole.push(next === end - 1 ? 1 : 0);
        alone.push(end - first === 1 ? 1 : 0);
      }
      first = end;
    }
    start[at + 1] = members.length;
  });
  return {
    places: points.length,
    start,
    members: Int32Array.from(members),
    whole: Uint8Array.from(whole),
    alone: Uint8Array.from(alone),
  };
}
