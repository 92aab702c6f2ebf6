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

/** Room for the points of one fit. */
const makePoints = (length: number) => ({
  count: new Float64Array(length),
  logCount: new Float64Array(length),
  time: new Float64Array(length),
  group: new Int32Array(length),
  /** Logarithm of the offset, and the offset. */
  logOffset: new Float64Array(length),
  offset: new Float64Array(length),
  prior: new Float64Array(length),
  mean: new Float64Array(length),
  /** Means before the last step: they made its working weights. */
  meanBefore: new Float64Array(length),
  /** First points of runs: points of one group, each one unit of time after the other. */
  run: new Int32Array(length + 1),
});

const makeGroups = (length: number) => ({
  size: new Int32Array(length),
  /** Of the last step: sum of weights, and weighted means of time and of the working response. */
  weight: new Float64Array(length),
  time: new Float64Array(length),
  response: new Float64Array(length),
  /** Logarithm of the mean at time 0, now and before the last step. */
  level: new Float64Array(length),
  levelBefore: new Float64Array(length),
  /** Sums for the next step: weights, and time and working response less their last means, weighted. */
  weights: new Float64Array(length),
  times: new Float64Array(length),
  responses: new Float64Array(length),
});

/**
 * Quasi-Poisson regression with logarithmic link of counts on groups and, at will, on time, by the iteration of R's glm.fit:
 * start at count + 0.1, at most 25 steps, stop at a relative change of the deviance below 1e-8. The information matrix of group
 * indicators and one slope is an arrow, so that a step, a leverage and a standard error each take one pass over the points.
 * As there, weights, leverages and standard errors are those of the last step's weights, not of the final means.
 */
export class LogLinearFit {
  private points = makePoints(512);
  private groups = makeGroups(64);
  private length = 0;
  private runCount = 0;
  private groupCount = 0;
  private trendFitted = false;
  private timeSpread = 0;
  private slopeBefore = 0;
  private deviance = 0;
  /** For the next step, over all groups: squares of time, and time by working response, weighted. */
  private squares = 0;
  private crossed = 0;

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
    this.runCount = 0;
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
    if (!follows) {
      points.run[this.runCount] = at;
      this.runCount += 1;
    }
    points.run[this.runCount] = at + 1;
    this.groups.size[group] = (this.groups.size[group] as number) + 1;
    if (count > this.largest) this.largest = count;
    this.length = at + 1;
  }

  private grow(): void {
    const larger = makePoints(2 * this.length);
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
      const { mean, meanBefore } = this.points;
      this.points.mean = meanBefore;
      this.points.meanBefore = mean;
      const before = this.deviance;
      this.deviance = this.advance();
      if (!Number.isFinite(this.deviance) && !this.halve(step)) return;
      this.converged = Math.abs(this.deviance - before) / (Math.abs(this.deviance) + 0.1) < TOLERANCE;
    }
    this.usable = true;
  }

  private clearSums(): void {
    const { weights, times, responses } = this.groups;
    weights.fill(0, 0, this.groupCount);
    times.fill(0, 0, this.groupCount);
    responses.fill(0, 0, this.groupCount);
    this.squares = 0;
    this.crossed = 0;
  }

  /** Starting means, a tenth above the counts, and the sums for the first step; gives their deviance. */
  private start(): number {
    const { count, logCount, time, group, logOffset, prior, mean } = this.points;
    const { size, time: centre, response, weights, times, responses } = this.groups;
    const { length, groupCount } = this;
    this.clearSums();
    centre.fill(0, 0, groupCount);
    response.fill(0, 0, groupCount);
    for (let at = 0; at < length; at += 1) {
      const g = group[at] as number;
      centre[g] = (centre[g] as number) + (time[at] as number) / (size[g] as number);
    }
    let sum = 0;
    for (let at = 0; at < length; at += 1) {
      const y = count[at] as number;
      const g = group[at] as number;
      const eta = y < TABLE ? (logOfStart[y] as number) : Math.log(y + 0.1);
      const w = (prior[at] as number) * (y + 0.1);
      const wz = (prior[at] as number) * ((y + 0.1) * (eta - (logOffset[at] as number)) - 0.1);
      const away = (time[at] as number) - (centre[g] as number);
      mean[at] = y + 0.1;
      weights[g] = (weights[g] as number) + w;
      times[g] = (times[g] as number) + w * away;
      responses[g] = (responses[g] as number) + wz;
      this.squares += w * away * away;
      this.crossed += wz * away;
      sum += (prior[at] as number) * (y * ((logCount[at] as number) - eta) + 0.1);
    }
    return 2 * sum;
  }

  /** Weighted least squares for the next coefficients: group means of the working response, and a slope within the groups. */
  private solve(): void {
    const { weight, time, response, level, levelBefore, weights, times, responses } = this.groups;
    const { groupCount } = this;
    let { squares, crossed } = this;
    for (let each = 0; each < groupCount; each += 1) {
      if (this.groups.size[each] === 0) continue;
      const total = weights[each] as number;
      const moved = (times[each] as number) / total;
      squares -= (times[each] as number) * moved;
      crossed -= (responses[each] as number) * moved;
      weight[each] = total;
      time[each] = (time[each] as number) + moved;
      response[each] = (response[each] as number) + (responses[each] as number) / total;
    }
    this.slopeBefore = this.slope;
    if (this.trendFitted) {
      this.timeSpread = squares;
      this.slope = crossed / squares;
    }
    for (let each = 0; each < groupCount; each += 1) {
      levelBefore[each] = level[each] as number;
      level[each] = (response[each] as number) - this.slope * (time[each] as number);
    }
  }

  /**
   * Means of the coefficients as they are, and the sums for the next step. Time and response are summed less their last means,
   * which are close to the next ones: a group that one point outweighs would lose its digits otherwise. Gives the deviance.
   */
  private advance(): number {
    const { count, logCount, time, group, logOffset, offset, prior, mean, run } = this.points;
    const { level, time: centres, response: middles, weights, times, responses } = this.groups;
    const { slope, runCount } = this;
    const growth = Math.exp(slope);
    this.clearSums();
    let squares = 0;
    let crossed = 0;
    let deviance = 0;
    for (let each = 0; each < runCount; each += 1) {
      const first = run[each] as number;
      const end = run[each + 1] as number;
      const g = group[first] as number;
      const centre = centres[g] as number;
      const middle = middles[g] as number;
      let line = (level[g] as number) + slope * (time[first] as number);
      let away = (time[first] as number) - centre;
      // A neighbour in time is one multiplication away, which spares most exponentials.
      let raw = Math.exp(line);
      let weightSum = 0;
      let timeSum = 0;
      let responseSum = 0;
      for (let at = first; at < end; at += 1) {
        let mu = raw * (offset[at] as number);
        let eta = line + (logOffset[at] as number);
        if (mu < LEAST_MEAN) {
          mu = LEAST_MEAN;
          eta = LOG_LEAST_MEAN;
        }
        mean[at] = mu;
        const y = count[at] as number;
        const p = prior[at] as number;
        deviance += p * (y * ((logCount[at] as number) - eta - 1) + mu);
        const w = p * mu;
        const wa = w * away;
        // Weight times working response less its last mean, without a division by the mean.
        const v = p * (mu * (line - middle) + (y - mu));
        weightSum += w;
        timeSum += wa;
        responseSum += v;
        squares += wa * away;
        crossed += v * away;
        raw *= growth;
        line += slope;
        away += 1;
      }
      weights[g] = (weights[g] as number) + weightSum;
      times[g] = (times[g] as number) + timeSum;
      responses[g] = (responses[g] as number) + responseSum;
    }
    this.squares = squares;
    this.crossed = crossed;
    return 2 * deviance;
  }

  /** Goes back half the way until the deviance is finite; false where that does not help. */
  private halve(step: number): boolean {
    if (step === 1) return false;
    const { level, levelBefore } = this.groups;
    for (let half = 0; half < MAX_STEPS; half += 1) {
      for (let each = 0; each < this.groupCount; each += 1) {
        level[each] = ((level[each] as number) + (levelBefore[each] as number)) / 2;
      }
      this.slope = (this.slope + this.slopeBefore) / 2;
      this.deviance = this.advance();
      if (Number.isFinite(this.deviance)) return true;
    }
    return false;
  }

  /** Pearson's dispersion: squared residuals under the working weights, by degree of freedom. */
  dispersion(): number {
    const { count, mean, meanBefore, prior } = this.points;
    let sum = 0;
    for (let at = 0; at < this.length; at += 1) {
      const residual = (count[at] as number) / (mean[at] as number) - 1;
      sum += (prior[at] as number) * (meanBefore[at] as number) * residual * residual;
    }
    return sum / this.degrees;
  }

  /** What R's summary takes for dispersion once the model's weights were replaced by its prior weights. */
  priorDispersion(): number {
    const { count, mean, prior } = this.points;
    let sum = 0;
    for (let at = 0; at < this.length; at += 1) {
      const residual = (count[at] as number) / (mean[at] as number) - 1;
      sum += (prior[at] as number) * residual * residual;
    }
    return sum / this.degrees;
  }

  /**
   * Weighs points down whose standardised Anscombe residual exceeds `threshold`, by its square, and scales the weights to sum to
   * the number of points (Farrington et al. 1996). False where no residual does: the fit stands.
   */
  reweigh(dispersion: number, threshold: number): boolean {
    const { count, time, group, mean, meanBefore, prior } = this.points;
    const { groups, length } = this;
    let sum = 0;
    for (let at = 0; at < length; at += 1) {
      // Read before it is reset: the weights of the fit that stands.
      const w = (prior[at] as number) * (meanBefore[at] as number);
      prior[at] = 1;
      const y = count[at] as number;
      const mu = mean[at] as number;
      sum += 1;
      if (y <= mu) continue;
      const g = group[at] as number;
      const away = this.trendFitted ? (time[at] as number) - (groups.time[g] as number) : 0;
      const spread = this.trendFitted ? (away * away) / this.timeSpread : 0;
      const leverage = w * (1 / (groups.weight[g] as number) + spread);
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
