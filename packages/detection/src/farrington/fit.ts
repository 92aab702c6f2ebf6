/** The least mean that the inverse link gives, as the reference has it. */
export const LEAST_MEAN = 2 ** -52;
const LOG_LEAST_MEAN = Math.log(LEAST_MEAN);
const MAX_STEPS = 25;
const TOLERANCE = 1e-8;

/** Logarithms of counts up to here are looked up. */
const TABLE = 4096;
const logOf = Float64Array.from({ length: TABLE }, (_, count) => (count === 0 ? 0 : Math.log(count)));
const logOfStart = Float64Array.from({ length: TABLE }, (_, count) => Math.log(count + 0.1));
const twoThirds = Float64Array.from({ length: TABLE }, (_, count) => Math.cbrt(count * count));

/** Room for the arrays of one fit. */
const make = (length: number) => ({
  count: new Float64Array(length),
  logCount: new Float64Array(length),
  time: new Float64Array(length),
  group: new Int32Array(length),
  /** Logarithm of the offset, and the offset. */
  logOffset: new Float64Array(length),
  offset: new Float64Array(length),
  /** 1 where a point is one time step after the one before, in the same group. */
  next: new Uint8Array(length),
  prior: new Float64Array(length),
  /** Linear predictor less the offset. */
  linear: new Float64Array(length),
  mean: new Float64Array(length),
  /** Working weights of the last step, and their products with its working response. */
  weight: new Float64Array(length),
  product: new Float64Array(length),
});

const makeGroups = (length: number) => ({
  size: new Int32Array(length),
  weight: new Float64Array(length),
  time: new Float64Array(length),
  response: new Float64Array(length),
  level: new Float64Array(length),
  before: new Float64Array(length),
});

/**
 * Quasi-Poisson regression with logarithmic link of counts on groups and, at will, on time, by the iteration of R's glm.fit:
 * start at count + 0.1, at most 25 steps, stop at a relative change of the deviance below 1e-8. The information matrix of group
 * indicators and one slope is an arrow, so that a step, a leverage and a standard error each take one pass over the points.
 * As there, weights, leverages and standard errors are those of the last step's weights, not of the final means.
 */
export class LogLinearFit {
  private points = make(512);
  private groups = makeGroups(64);
  private length = 0;
  private groupCount = 0;
  private trendFitted = false;
  private timeSpread = 0;
  private slopeBefore = 0;
  private deviance = 0;

  /** Change of the logarithm of the mean in one unit of time; 0 without trend. */
  slope = 0;
  converged = false;
  /** Whether there are coefficients at all: the deviance is finite. */
  usable = false;
  /** Largest count of the points. */
  largest = 0;

  /** Forgets all points; groups are numbered from 0 to `groupCount` − 1. */
  clear(groupCount: number): void {
    this.length = 0;
    this.largest = 0;
    this.groupCount = groupCount;
    if (groupCount > this.groups.size.length) this.groups = makeGroups(2 * groupCount);
    this.groups.size.fill(0, 0, groupCount);
  }

  /** Adds one point; offset above 0, 1 where there is none. */
  add(count: number, time: number, group: number, offset: number): void {
    if (this.length === this.points.count.length) this.grow();
    const { points, length: at } = this;
    points.count[at] = count;
    points.logCount[at] = count < TABLE ? (logOf[count] as number) : Math.log(count);
    points.time[at] = time;
    points.group[at] = group;
    points.offset[at] = offset;
    points.logOffset[at] = offset === 1 ? 0 : Math.log(offset);
    const follows = at > 0 && points.group[at - 1] === group && time - (points.time[at - 1] as number) === 1;
    points.next[at] = follows ? 1 : 0;
    this.groups.size[group] = (this.groups.size[group] as number) + 1;
    if (count > this.largest) this.largest = count;
    this.length = at + 1;
  }

  private grow(): void {
    const larger = make(2 * this.length);
    for (const [name, values] of Object.entries(this.points)) larger[name as keyof typeof larger].set(values);
    this.points = larger;
  }

  sizeOf(group: number): number {
    return this.groups.size[group] ?? 0;
  }

  /** Points less coefficients. */
  get degrees(): number {
    let used = this.trendFitted ? 1 : 0;
    for (let group = 0; group < this.groupCount; group += 1) if (this.sizeOf(group) > 0) used += 1;
    return this.length - used;
  }

  /** Every point weighs the same again. */
  resetPrior(): void {
    this.points.prior.fill(1, 0, this.length);
  }

  /** Fits with the prior weights as they are; `converged` tells whether it came to rest. */
  fit(trend: boolean): void {
    this.trendFitted = trend;
    this.converged = false;
    this.usable = false;
    this.slope = 0;
    this.deviance = this.start();
    for (let step = 1; step <= MAX_STEPS && !this.converged; step += 1) {
      this.solve();
      const before = this.deviance;
      this.deviance = this.advance();
      if (!Number.isFinite(this.deviance) && !this.halve(step)) return;
      this.converged = Math.abs(this.deviance - before) / (Math.abs(this.deviance) + 0.1) < TOLERANCE;
    }
    this.usable = true;
  }

  /** Starting means, a tenth above the counts; gives their deviance. */
  private start(): number {
    const { count, logCount, logOffset, prior, linear, mean } = this.points;
    let sum = 0;
    for (let at = 0; at < this.length; at += 1) {
      const y = count[at] as number;
      const eta = y < TABLE ? (logOfStart[y] as number) : Math.log(y + 0.1);
      linear[at] = eta - (logOffset[at] as number);
      mean[at] = y + 0.1;
      sum += (prior[at] as number) * (y * ((logCount[at] as number) - eta) + 0.1);
    }
    return 2 * sum;
  }

  /**
   * Weighted least squares for the next coefficients: group means of the working response, and a slope within the groups.
   * Neighbours mostly share their group, so sums are kept aside until the group changes.
   */
  private solve(): void {
    const { weight, time: centre, response, level, before, size } = this.groups;
    const { length, groupCount } = this;
    for (let each = 0; each < groupCount; each += 1) {
      weight[each] = 0;
      centre[each] = 0;
      response[each] = 0;
      before[each] = level[each] as number;
    }
    this.addUp();
    for (let each = 0; each < groupCount; each += 1) {
      if (size[each] === 0) continue;
      centre[each] = (centre[each] as number) / (weight[each] as number);
      response[each] = (response[each] as number) / (weight[each] as number);
    }
    this.slopeBefore = this.slope;
    if (this.trendFitted) this.solveSlope(length);
    for (let each = 0; each < groupCount; each += 1) {
      level[each] = (response[each] as number) - this.slope * (centre[each] as number);
    }
  }

  /** Sums of the working weights, and of time and working response under them, by group. */
  private addUp(): void {
    const { count, time, group, prior, linear, mean, weight, product } = this.points;
    const sums = this.groups;
    let open = 0;
    let weights = 0;
    let times = 0;
    let products = 0;
    for (let at = 0; at < this.length; at += 1) {
      const g = group[at] as number;
      if (g !== open) {
        sums.weight[open] = (sums.weight[open] as number) + weights;
        sums.time[open] = (sums.time[open] as number) + times;
        sums.response[open] = (sums.response[open] as number) + products;
        open = g;
        weights = 0;
        times = 0;
        products = 0;
      }
      const mu = mean[at] as number;
      const w = (prior[at] as number) * mu;
      // Weight times (linear + (count − mean) / mean), without the division.
      const wz = (prior[at] as number) * (mu * (linear[at] as number) + ((count[at] as number) - mu));
      weight[at] = w;
      product[at] = wz;
      weights += w;
      times += w * (time[at] as number);
      products += wz;
    }
    sums.weight[open] = (sums.weight[open] as number) + weights;
    sums.time[open] = (sums.time[open] as number) + times;
    sums.response[open] = (sums.response[open] as number) + products;
  }

  private solveSlope(length: number): void {
    const { time, group, weight, product } = this.points;
    const { time: centre, response } = this.groups;
    let spread = 0;
    let covered = 0;
    for (let at = 0; at < length; at += 1) {
      const g = group[at] as number;
      const away = (time[at] as number) - (centre[g] as number);
      const w = weight[at] as number;
      spread += w * away * away;
      // Without the group's mean the digits of a group that one point outweighs would be lost.
      covered += ((product[at] as number) - w * (response[g] as number)) * away;
    }
    this.timeSpread = spread;
    this.slope = covered / spread;
  }

  /** Means of the coefficients as they are; gives the deviance. */
  private advance(): number {
    const { count, logCount, time, group, logOffset, offset, next, prior, linear, mean } = this.points;
    const { level } = this.groups;
    const { length, slope } = this;
    const growth = Math.exp(slope);
    let raw = 0;
    let sum = 0;
    for (let at = 0; at < length; at += 1) {
      const line = (level[group[at] as number] as number) + slope * (time[at] as number);
      // A neighbour in time is one multiplication away, which spares most exponentials.
      raw = next[at] === 1 ? raw * growth : Math.exp(line);
      linear[at] = line;
      let mu = raw * (offset[at] as number);
      let eta = line + (logOffset[at] as number);
      if (mu < LEAST_MEAN) {
        mu = LEAST_MEAN;
        eta = LOG_LEAST_MEAN;
      }
      mean[at] = mu;
      const y = count[at] as number;
      sum += (prior[at] as number) * (y * ((logCount[at] as number) - eta - 1) + mu);
    }
    return 2 * sum;
  }

  /** Goes back half the way until the deviance is finite; false where that does not help. */
  private halve(step: number): boolean {
    if (step === 1) return false;
    const { level, before } = this.groups;
    for (let half = 0; half < MAX_STEPS; half += 1) {
      for (let each = 0; each < this.groupCount; each += 1) {
        level[each] = ((level[each] as number) + (before[each] as number)) / 2;
      }
      this.slope = (this.slope + this.slopeBefore) / 2;
      this.deviance = this.advance();
      if (Number.isFinite(this.deviance)) return true;
    }
    return false;
  }

  /** Pearson's dispersion: squared residuals under the working weights, by degree of freedom. */
  dispersion(): number {
    return this.squares(this.points.weight) / this.degrees;
  }

  /** What R's summary takes for dispersion once the model's weights were replaced by its prior weights. */
  priorDispersion(): number {
    return this.squares(this.points.prior) / this.degrees;
  }

  private squares(weight: Float64Array): number {
    const { count, mean } = this.points;
    let sum = 0;
    for (let at = 0; at < this.length; at += 1) {
      const residual = ((count[at] as number) - (mean[at] as number)) / (mean[at] as number);
      sum += (weight[at] as number) * residual * residual;
    }
    return sum;
  }

  /**
   * Weighs points down whose standardised Anscombe residual exceeds `threshold`, by its square, and scales the weights to sum to
   * the number of points (Farrington et al. 1996). False where no residual does: the fit stands.
   */
  reweigh(dispersion: number, threshold: number): boolean {
    const { count, time, group, mean, weight, prior } = this.points;
    const { groups, length } = this;
    let sum = 0;
    for (let at = 0; at < length; at += 1) {
      prior[at] = 1;
      const y = count[at] as number;
      const mu = mean[at] as number;
      sum += 1;
      if (y <= mu) continue;
      const g = group[at] as number;
      const away = this.trendFitted ? (time[at] as number) - (groups.time[g] as number) : 0;
      const spread = this.trendFitted ? (away * away) / this.timeSpread : 0;
      const leverage = (weight[at] as number) * (1 / (groups.weight[g] as number) + spread);
      // A point that is alone in its group is met exactly; its residual would be rounding over zero.
      if (groups.size[g] === 1 || leverage >= 1 - 10 * LEAST_MEAN) continue;
      const root = Math.sqrt(mu);
      const power = y < TABLE ? (twoThirds[y] as number) : Math.cbrt(y * y);
      const residual = (1.5 * (power / Math.cbrt(root) - root)) / Math.sqrt(dispersion * (1 - leverage));
      if (residual <= threshold) continue;
      prior[at] = 1 / (residual * residual);
      sum += (prior[at] as number) - 1;
    }
    if (sum === length) return false;
    const scale = length / sum;
    for (let at = 0; at < length; at += 1) prior[at] = (prior[at] as number) * scale;
    return true;
  }

  /** Linear predictor of a group at a time, less its offset. */
  predict(group: number, time: number): number {
    return (this.groups.level[group] as number) + this.slope * time;
  }

  /** Variance of the linear predictor of a group at a time, for dispersion 1. */
  predictionVariance(group: number, time: number): number {
    const { weight, time: centre } = this.groups;
    const away = time - (centre[group] as number);
    return 1 / (weight[group] as number) + (this.trendFitted ? (away * away) / this.timeSpread : 0);
  }

  /** Square of slope over its standard error for dispersion 1. */
  slopeSquare(): number {
    return this.slope * this.slope * this.timeSpread;
  }
}
