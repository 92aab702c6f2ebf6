import { bayes, type BayesControl } from '../bayes/index.js';
import { cusum, type CusumControl } from '../cusum/index.js';
import { ears, type EarsControl, type EarsMethod } from '../ears/index.js';
import {
  farrington,
  farringtonFlexible,
  type FarringtonControl,
  type FlexibleControl,
} from '../farrington/index.js';
import { detectUnusual, type UnusualControl } from '../fusion/index.js';
import { rki, type RkiControl } from '../rki/index.js';
import { checkRange, checkSeries, type CountSeries, type PeriodRange } from '../series/index.js';

/** The control of each method; those of the reference by its names. */
export interface MethodControls {
  readonly 'farrington-flexible': FlexibleControl;
  readonly farrington: FarringtonControl;
  readonly 'ears-c1': Omit<EarsControl, 'method'>;
  readonly 'ears-c2': Omit<EarsControl, 'method'>;
  readonly 'ears-c3': Omit<EarsControl, 'method'>;
  readonly cusum: CusumControl;
  readonly bayes: BayesControl;
  readonly rki: RkiControl;
  /** The product's own. */
  readonly unusual: UnusualControl;
}
export type MethodName = keyof MethodControls;

/** Arrays over the range by the names of the reference; null where nothing is said. */
export type ReferenceArrays = Readonly<Record<string, readonly (number | boolean | null)[]>>;

export type Method<Control> = (
  series: CountSeries,
  range: PeriodRange,
  control: Control,
) => ReferenceArrays & {
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (boolean | null)[];
};

const earsOf =
  (method: EarsMethod): Method<Omit<EarsControl, 'method'>> =>
  (series, range, control) => {
    checkSeries(series);
    checkRange(range, series.observed.length);
    const [from, to] = range;
    const { upperbound, alarm } = ears(series.observed, { ...control, method });
    return { upperbound: upperbound.slice(from, to + 1), alarm: alarm.slice(from, to + 1) };
  };

/** Every method for series of counts, with the arrays that the reference gives for it. */
export const methods: { readonly [Name in MethodName]: Method<MethodControls[Name]> } = {
  'farrington-flexible': (series, range, control) => {
    const { pValue, judgements: _, ...arrays } = farringtonFlexible(series, range, control);
    return { ...arrays, pvalue: pValue };
  },
  farrington: (series, range, control) => {
    const { judgements: _, ...arrays } = farrington(series, range, control);
    return arrays;
  },
  'ears-c1': earsOf('C1'),
  'ears-c2': earsOf('C2'),
  'ears-c3': earsOf('C3'),
  cusum: (series, range, control) => {
    const { judgements: _, ...arrays } = cusum(series, range, control);
    return arrays;
  },
  bayes: (series, range, control) => {
    const { judgements: _, ...arrays } = bayes(series, range, control);
    return arrays;
  },
  rki: (series, range, control) => {
    const { judgements: _, ...arrays } = rki(series, range, control);
    return arrays;
  },
  unusual: (series, range, control) => {
    const judgements = detectUnusual(series, range, control);
    return {
      upperbound: judgements.map(({ upperbound }) => upperbound),
      alarm: judgements.map(({ alarm }) => alarm),
      expected: judgements.map(({ expected }) => expected),
      score: judgements.map(({ score }) => score),
      pvalue: judgements.map(({ pValue }) => pValue),
    };
  },
};

/** Runs the method of a name; throws SeriesError for a series, and RangeError for a control, that cannot be. */
export function runMethod<Name extends MethodName>(
  name: Name,
  series: CountSeries,
  range: PeriodRange,
  control: MethodControls[Name],
): ReturnType<Method<MethodControls[Name]>> {
  return methods[name](series, range, control);
}
