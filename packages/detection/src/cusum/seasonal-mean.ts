const ITERATIONS = 25;
const CONVERGED = 1e-8;
/** What the reference's inverse link never falls below. */
const LEAST_MEAN = 2 ** -52;

type Triple = readonly [number, number, number];

/** Solves a symmetric system of three by Cholesky's factors; null where it is singular. */
function solve(matrix: readonly [Triple, Triple, Triple], right: Triple): Triple | null {
  const [[aa], [ba, bb], [ca, cb, cc]] = matrix;
  const l11 = Math.sqrt(aa);
  const l21 = ba / l11;
  const l31 = ca / l11;
  const l22 = Math.sqrt(bb - l21 * l21);
  const l32 = (cb - l31 * l21) / l22;
  const l33 = Math.sqrt(cc - l31 * l31 - l32 * l32);
  const z1 = right[0] / l11;
  const z2 = (right[1] - l21 * z1) / l22;
  const z3 = (right[2] - l31 * z1 - l32 * z2) / l33;
  const x3 = z3 / l33;
  const x2 = (z2 - l32 * x3) / l22;
  const x1 = (z1 - l21 * x2 - l31 * x3) / l11;
  return Number.isFinite(x1) && Number.isFinite(x2) && Number.isFinite(x3) ? [x1, x2, x3] : null;
}

const deviance = (count: number, mean: number): number =>
  2 * (count > 0 ? count * Math.log(count / mean) - (count - mean) : mean);

/**
 * Mean of each period by a Poisson model with one yearly wave, fitted to the periods before `until` as R's glm does it
 * (start at count + 0.1, relative change of the deviance below 1e-8). `firstPeriod` is the period of the year of the first
 * count. Null where there is no fit.
 */
export function seasonalMean(
  observed: readonly (number | null)[],
  until: number,
  firstPeriod: number,
  frequency: number,
): ((at: number) => number) | null {
  const points = observed.slice(0, until).flatMap((count, at) => {
    if (count === null) return [];
    const angle = ((2 * Math.PI) / frequency) * (firstPeriod + at);
    return [
      {
        count,
        cosine: Math.cos(angle),
        sine: Math.sin(angle),
        mean: count + 0.1,
        link: Math.log(count + 0.1),
      },
    ];
  });
  let before = points.reduce((sum, { count, mean }) => sum + deviance(count, mean), 0);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    let [w, wc, ws, wcc, wcs, wss, r, rc, rs] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const { count, cosine, sine, mean, link } of points) {
      const working = mean * link + count - mean;
      w += mean;
      wc += mean * cosine;
      ws += mean * sine;
      wcc += mean * cosine * cosine;
      wcs += mean * cosine * sine;
      wss += mean * sine * sine;
      r += working;
      rc += working * cosine;
      rs += working * sine;
    }
    const solved = solve(
      [
        [w, wc, ws],
        [wc, wcc, wcs],
        [ws, wcs, wss],
      ],
      [r, rc, rs],
    );
    if (solved === null) return null;
    const [level, onCosine, onSine] = solved;
    let after = 0;
    for (const point of points) {
      point.link = level + onCosine * point.cosine + onSine * point.sine;
      point.mean = Math.max(Math.exp(point.link), LEAST_MEAN);
      after += deviance(point.count, point.mean);
    }
    if (Math.abs(after - before) / (Math.abs(after) + 0.1) < CONVERGED) {
      return (at) => {
        const angle = ((2 * Math.PI) / frequency) * (firstPeriod + at);
        return Math.max(Math.exp(level + onCosine * Math.cos(angle) + onSine * Math.sin(angle)), LEAST_MEAN);
      };
    }
    before = after;
  }
  return null;
}
