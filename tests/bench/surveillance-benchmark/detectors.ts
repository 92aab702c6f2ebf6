import {
  bayes,
  cusum,
  detectUnusual,
  ears,
  farringtonFlexible,
  recommendedFlexible,
  rki,
} from '@miaotou/detection';
import type { BayesControl, CountSeries, EarsMethod, Judgement, PeriodRange } from '@miaotou/detection';
import { judgedFrom, weeks } from './simulate.js';

/** Figures of the same row in the reference's own trial; null where it has none. */
export interface ReferenceRow {
  readonly fpr: number;
  readonly pod: number;
}

/** One line of the table: an alarm wherever the detector's chance is at most `threshold`. */
export interface Row {
  readonly alpha: string;
  readonly threshold: number;
  readonly reference: ReferenceRow | null;
}

export interface Detector {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Chance of each judged week; 1 where nothing is said. A method without one gives 0 for an alarm. */
  readonly chances: (observed: readonly number[]) => Float64Array;
}

const judged: PeriodRange = [judgedFrom, weeks - 1];
const seriesOf = (observed: readonly number[]): CountSeries => ({
  observed,
  frequency: 52,
  start: [2000, 1],
});

const byChance = (judgements: readonly Judgement[]): Float64Array =>
  Float64Array.from(judgements, ({ pValue, abstained }) => (abstained === null ? (pValue ?? 1) : 1));
const byAlarm = (judgements: readonly Judgement[]): Float64Array =>
  Float64Array.from(judgements, ({ alarm }) => (alarm === true ? 0 : 1));

const row = (threshold: number, fpr: number, pod: number): Row => ({
  alpha: `${threshold}`,
  threshold,
  reference: { fpr, pod },
});
const alarmRow = (alpha: string, fpr: number, pod: number): Row => ({
  alpha,
  threshold: 0.5,
  reference: { fpr, pod },
});

const earsDetector = (method: EarsMethod, fpr: number, pod: number): Detector => ({
  name: `EARS ${method}`,
  rows: [alarmRow('0.01', fpr, pod)],
  chances: (observed) => byAlarm(ears(observed, { method, alpha: 0.01 }).judgements.slice(judgedFrom, weeks)),
});

const bayesDetector = (name: string, control: BayesControl, fpr: number, pod: number): Detector => ({
  name,
  rows: [row(0.05, fpr, pod)],
  chances: (observed) => byChance(bayes(seriesOf(observed), judged, control).judgements),
});

const rkiDetector = (name: string, control: BayesControl): Detector => ({
  name,
  rows: [{ alpha: '–', threshold: 0.5, reference: null }],
  chances: (observed) => byAlarm(rki(seriesOf(observed), judged, control).judgements),
});

export const unusual: Detector = {
  name: 'Miaotou’s default (`detectUnusual`)',
  rows: [0.005, 0.01, 0.05].map((threshold) => ({ alpha: `${threshold}`, threshold, reference: null })),
  chances: (observed) => byChance(detectUnusual(seriesOf(observed), judged)),
};

const nbPlugin = { ...recommendedFlexible, limit54: [0, 4] } as const;

export const flexible: Detector = {
  name: 'Farrington flexible, nbPlugin',
  rows: [row(0.005, 0.0059, 0.431), row(0.01, 0.0106, 0.518), row(0.05, 0.0432, 0.724)],
  chances: (observed) => byChance(farringtonFlexible(seriesOf(observed), judged, nbPlugin).judgements),
};

/** Every method, the two that are compared at equal rates first. */
export const detectors: readonly Detector[] = [
  unusual,
  flexible,
  {
    name: 'Farrington flexible, delta, at least 5 cases in 4 weeks',
    rows: [alarmRow('0.01', 0.0122, 0.534)],
    chances: (observed) =>
      byAlarm(
        farringtonFlexible(seriesOf(observed), judged, {
          ...recommendedFlexible,
          thresholdMethod: 'delta',
        }).judgements,
      ),
  },
  {
    name: 'Farrington flexible, defaults of the R package',
    rows: [alarmRow('0.01', 0.019, 0.526)],
    chances: (observed) =>
      byAlarm(farringtonFlexible(seriesOf(observed), judged, { alpha: 0.01 }).judgements),
  },
  {
    name: 'Farrington with the weights of 1996, one period, delta',
    rows: [alarmRow('0.01', 0.0344, 0.636)],
    chances: (observed) =>
      byAlarm(
        farringtonFlexible(seriesOf(observed), judged, {
          noPeriods: 1,
          pastWeeksNotIncluded: 3,
          weightsThreshold: 1,
          alpha: 0.01,
          limit54: [0, 4],
        }).judgements,
      ),
  },
  earsDetector('C1', 0.068, 0.646),
  earsDetector('C2', 0.084, 0.661),
  earsDetector('C3', 0.075, 0.529),
  bayesDetector('Bayes 1', { b: 0, w: 6, actY: true, alpha: 0.05 }, 0.101, 0.741),
  bayesDetector('Bayes 2', { b: 1, w: 6, actY: true, alpha: 0.05 }, 0.093, 0.792),
  bayesDetector('Bayes 3', { b: 2, w: 4, actY: true, alpha: 0.05 }, 0.103, 0.812),
  rkiDetector('RKI 1', { b: 0, w: 6, actY: true }),
  rkiDetector('RKI 2', { b: 1, w: 6, actY: true }),
  rkiDetector('RKI 3', { b: 2, w: 4, actY: false }),
  ...(['standard', 'rossi'] as const).map((trans): Detector => ({
    name: trans === 'rossi' ? 'CUSUM, Rossi’s transform' : 'CUSUM, standard',
    rows: [
      trans === 'rossi' ? alarmRow('k 1.04, h 2.26', 0.38, 0.753) : alarmRow('k 1.04, h 2.26', 0.425, 0.782),
    ],
    chances: (observed) => byAlarm(cusum(seriesOf(observed), judged, { trans }).judgements),
  })),
];
