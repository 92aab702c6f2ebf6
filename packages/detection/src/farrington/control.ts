/** How a bound follows from the fitted mean: by a power transform, or as a quantile of counts. */
export type ThresholdMethod = 'delta' | 'nbPlugin' | 'muan';
/** Transform towards symmetry of the delta method. */
export type PowerTransform = '2/3' | '1/2' | 'none';

/** Controls that both of Farrington's methods have, by the names of the reference. */
export interface CommonControl {
  /** Years of history; 5 by default. */
  readonly b?: number;
  /** Periods before and after the same period of past years; 3 by default. */
  readonly w?: number;
  /** Weigh past outbreaks down; true by default. */
  readonly reweight?: boolean;
  /** Chance of an alarm without reason; 0.05 by default. Half of it is above the bound of the method of 1996. */
  readonly alpha?: number;
  /** Try a linear trend; true by default. */
  readonly trend?: boolean;
  /** No judgement below so many cases in so many periods, the judged one included; [5, 4] by default. */
  readonly limit54?: readonly [cases: number, periods: number];
  /** '2/3' by default. */
  readonly powertrans?: PowerTransform;
  /** Use the population as offset; false by default. */
  readonly populationOffset?: boolean;
}

/** Controls of the flexible method (Noufaily et al. 2013), by the names of the reference. */
export interface FlexibleControl extends CommonControl {
  /** Seasonal groups of a year; 1 by default: the reference weeks alone. 10 is what the paper advises. */
  readonly noPeriods?: number;
  /** Periods before the judged one that are left out of the baseline; `w` by default. 26 is advised for weeks. */
  readonly pastWeeksNotIncluded?: number | null;
  /** Standardised residual above which a past count is weighed down; 2.58 by default. */
  readonly weightsThreshold?: number;
  /** The trend is kept below this p-value; 0.05 by default, 1 keeps it. */
  readonly pThresholdTrend?: number;
  /** 'delta' by default. */
  readonly thresholdMethod?: ThresholdMethod;
  /** Taken for the sake of files of the reference: warnings of a fit do not exist here, its failure is an abstention. */
  readonly glmWarnings?: boolean;
}

/** Controls of the method of 1996. */
export type FarringtonControl = CommonControl;

/** What is advised for weekly counts (Noufaily et al. 2013; the reference's own recommendation). */
export const recommendedFlexible = {
  b: 5,
  w: 3,
  noPeriods: 10,
  pastWeeksNotIncluded: 26,
  reweight: true,
  weightsThreshold: 2.58,
  trend: true,
  pThresholdTrend: 1,
  thresholdMethod: 'nbPlugin',
  alpha: 0.01,
} as const satisfies FlexibleControl;

export interface CommonSettings {
  readonly b: number;
  readonly w: number;
  readonly reweight: boolean;
  readonly alpha: number;
  readonly trend: boolean;
  readonly limit54: readonly [cases: number, periods: number];
  readonly powertrans: PowerTransform;
  readonly populationOffset: boolean;
}

export interface FlexibleSettings extends CommonSettings {
  readonly noPeriods: number;
  readonly pastWeeksNotIncluded: number;
  readonly weightsThreshold: number;
  readonly pThresholdTrend: number;
  readonly thresholdMethod: ThresholdMethod;
}

const whole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;

function refuse(name: string, value: unknown, holds: boolean): void {
  if (!holds) throw new RangeError(`${name} is outside of what it may be: ${String(value)}`);
}

/** Controls with their defaults; throws RangeError naming the control that cannot be. */
export function commonSettings(control: CommonControl): CommonSettings {
  const {
    b = 5,
    w = 3,
    reweight = true,
    alpha = 0.05,
    trend = true,
    limit54 = [5, 4],
    powertrans = '2/3',
    populationOffset = false,
  } = control;
  refuse('b', b, whole(b, 1));
  refuse('w', w, whole(w, 0));
  refuse('alpha', alpha, alpha > 0 && alpha < 1);
  refuse('limit54', limit54, limit54[0] >= 0 && whole(limit54[1], 1));
  return { b, w, reweight, alpha, trend, limit54, powertrans, populationOffset };
}

/** Controls of the flexible method with their defaults; throws RangeError naming the control that cannot be. */
export function flexibleSettings(control: FlexibleControl, frequency: number): FlexibleSettings {
  const common = commonSettings(control);
  const {
    noPeriods = 1,
    weightsThreshold = 2.58,
    pThresholdTrend = 0.05,
    thresholdMethod = 'delta',
  } = control;
  const pastWeeksNotIncluded = control.pastWeeksNotIncluded ?? common.w;
  refuse('noPeriods', noPeriods, whole(noPeriods, 1));
  // Else a group would have no period of its own.
  refuse('noPeriods', noPeriods, noPeriods === 1 || frequency - 2 * common.w - 1 >= noPeriods);
  refuse('pastWeeksNotIncluded', pastWeeksNotIncluded, whole(pastWeeksNotIncluded, 0));
  refuse('weightsThreshold', weightsThreshold, weightsThreshold >= 0);
  refuse('pThresholdTrend', pThresholdTrend, pThresholdTrend >= 0);
  return { ...common, noPeriods, pastWeeksNotIncluded, weightsThreshold, pThresholdTrend, thresholdMethod };
}
