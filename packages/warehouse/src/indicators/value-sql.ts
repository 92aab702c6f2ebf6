import { rollUpOf } from '@miaotou/contracts';
import type { IndicatorPeriod, RollUp, ValueDerivation, ValueMeasure } from '@miaotou/contracts';

const newest = (column: string): string => `argMax(${column}, (observed_at, batch_id, row))`;
const quoted = (code: string): string => `'${code.replaceAll("'", '')}'`;
const visible = `({everywhere:Bool} OR its_region IN {regions:Array(String)})`;

/** Codes that a measure reads. */
export function inputsOf(measure: ValueMeasure): readonly string[] {
  return measure.take === 'ratio' ? [measure.of, measure.over] : [measure.of];
}

const longestStreak = 60;
const monthsOf: Readonly<Record<IndicatorPeriod, number>> = { day: 0, week: 0, month: 1, quarter: 3 };

/** Months before the asked period whose values a measure may read. */
function monthsBack(measure: ValueMeasure, per: IndicatorPeriod): number {
  switch (measure.take) {
    case 'change':
      return measure.monthsBefore + measure.mean;
    case 'streak':
      return longestStreak * monthsOf[per];
    case 'ratio':
      return 0;
  }
}

/** Newest value of every employer in every period of the given codes; one that was taken back is none. */
const stated = (codes: readonly string[], back: number): string => `SELECT indicator, subject_id, period,
    ${newest('value')} AS its_value, ${newest('region')} AS its_region, ${newest('retracted')} AS gone
  FROM miaotou.observations
  WHERE subject_kind = 'employer' AND indicator IN (${codes.map(quoted).join(', ')})
    AND period >= addMonths({from:Date}, -${back}) AND period < {to:Date}
    AND observed_at <= {knownAt:DateTime64(3, 'UTC')} AND ({subject:String} = '' OR subject_id = {subject:String})
  GROUP BY indicator, subject_id, period HAVING gone = 0`;

const mapName = (code: string): string => `m_${code.toLowerCase()}`;

/** An employer's value of a code so many months before the period `p`; NULL when there is none. */
function valueAt(code: string, monthsBefore: number): string {
  const at = monthsBefore === 0 ? 'p' : `addMonths(p, -(${monthsBefore}))`;
  return `if(mapContains(${mapName(code)}, ${at}), toNullable(${mapName(code)}[${at}]), NULL)`;
}

function meanAt({ of, mean }: Extract<ValueMeasure, { take: 'change' }>, before: number): string {
  const values = Array.from({ length: mean }, (_, i) => valueAt(of, before + i));
  return mean === 1 ? values.join('') : `((${values.join(' + ')}) / ${mean})`;
}

function computed(measure: ValueMeasure, per: IndicatorPeriod): string {
  switch (measure.take) {
    case 'change': {
      const now = meanAt(measure, 0);
      const then = meanAt(measure, measure.monthsBefore);
      return measure.as === 'difference' ? `${now} - ${then}` : `100 * (${now} / nullIf(${then}, 0) - 1)`;
    }
    case 'streak': {
      const held = `arrayMap(i -> mapContains(${mapName(measure.of)}, addMonths(p, -i * ${monthsOf[per]})) AND ${mapName(measure.of)}[addMonths(p, -i * ${monthsOf[per]})] > 0, range(${longestStreak}))`;
      const length = `if(arrayAll(h -> h = 1, ${held}), ${longestStreak}, arrayFirstIndex(h -> h = 0, ${held}) - 1)`;
      return measure.missing === 'ends'
        ? `toNullable(${length})`
        : `if(mapContains(${mapName(measure.of)}, p), ${length}, NULL)`;
    }
    case 'ratio': {
      const length = Math.max(1, monthsOf[per]);
      const newestFirst = Array.from({ length }, (_, i) => i + 1 - length);
      const branches = newestFirst.map((before) => {
        const [top, bottom] = [valueAt(measure.of, before), valueAt(measure.over, before)];
        return `isNotNull(${top}) AND isNotNull(${bottom}), ${top} / nullIf(${bottom}, 0)`;
      });
      return `multiIf(${branches.join(', ')}, NULL)`;
    }
  }
}

/** Values of many employers taken together. */
const together: Readonly<Record<RollUp, string>> = {
  sum: 'sumOrNull(figure)',
  'above-zero': 'toFloat64(countIf(figure > 0))',
  median: 'quantileExactOrNull(0.5)(figure)',
  none: 'anyOrNull(figure)',
};

function employersSql(codes: readonly string[], back: number): string {
  const maps = codes.map(
    (code) =>
      `mapFromArrays(groupArrayIf(period, indicator = ${quoted(code)}), groupArrayIf(its_value, indicator = ${quoted(code)})) AS ${mapName(code)}`,
  );
  return `SELECT subject_id, argMax(its_region, period) AS its_region, ${maps.join(', ')} FROM (${stated(codes, back)}) GROUP BY subject_id`;
}

interface Figure {
  readonly key: string;
  readonly expression: string;
  readonly rollUp: RollUp;
}

function figuresOf(code: string, derivation: ValueDerivation | null, rollUp: RollUp): readonly Figure[] {
  if (derivation === null) return [{ key: 'value', expression: valueAt(code, 0), rollUp }];
  const { value, beside, per } = derivation;
  // What an office states itself goes before what is computed.
  const own = `if(mapContains(${mapName(code)}, p), toNullable(toFloat64(${mapName(code)}[p])), toNullable(toFloat64(${computed(value, per)})))`;
  return [
    { key: 'value', expression: own, rollUp },
    ...beside.map(({ key, unit, measure }) => ({
      key,
      expression: computed(measure, per),
      rollUp: rollUp === 'none' ? rollUp : rollUpOf(unit),
    })),
  ];
}

/** Codes that an indicator reads, itself among them, and how many months back. */
export function reachOf(
  code: string,
  derivation: ValueDerivation | null,
): { readonly codes: readonly string[]; readonly back: number } {
  if (derivation === null) return { codes: [code], back: 0 };
  const measures = [derivation.value, ...derivation.beside.map(({ measure }) => measure)];
  return {
    codes: [...new Set([code, ...measures.flatMap(inputsOf)])],
    back: Math.max(...measures.map((measure) => monthsBack(measure, derivation.per))),
  };
}

const inPlace = (town: boolean): string => (town ? `${visible} AND its_region = {town:String}` : visible);

/** One indicator that is delivered or computed from delivered values, by period, with the figures beside it. */
export function valueSeriesSql(
  code: string,
  derivation: ValueDerivation | null,
  rollUp: RollUp,
  town: boolean,
): string {
  const { codes, back } = reachOf(code, derivation);
  const parts = figuresOf(code, derivation, rollUp).map(
    (figure) => `SELECT ${quoted(figure.key)} AS measure, period, ${together[figure.rollUp]} AS value
FROM (SELECT p AS period, toFloat64(${figure.expression}) AS figure FROM employers ARRAY JOIN {periods:Array(Date)} AS p WHERE ${inPlace(town)})
WHERE isNotNull(figure) GROUP BY period`,
  );
  return `WITH employers AS (${employersSql(codes, back)})
SELECT measure, period, value FROM (
${parts.join('\nUNION ALL\n')}
) ORDER BY measure, period`;
}

/** Employers that have a value, the latest and the largest first. */
export function valueSubjectsSql(code: string, derivation: ValueDerivation | null): string {
  const { codes, back } = reachOf(code, derivation);
  const [figure] = figuresOf(code, derivation, 'none');
  return `WITH employers AS (${employersSql(codes, back)})
SELECT subject_id AS subject, '' AS its_name, max(period) AS newest, count() OVER () AS total
FROM (SELECT subject_id, p AS period, toFloat64(${figure?.expression ?? 'NULL'}) AS figure
  FROM employers ARRAY JOIN {periods:Array(Date)} AS p WHERE ${visible})
WHERE isNotNull(figure) GROUP BY subject_id ORDER BY newest DESC, abs(argMax(figure, period)) DESC, subject LIMIT {limit:UInt32}`;
}

/** Periods that a point of an indicator rests on, relative to its own. */
function inputPeriods(derivation: ValueDerivation | null): string {
  if (derivation === null) return `period >= {from:Date} AND period < {to:Date}`;
  const { value } = derivation;
  if (value.take === 'change') {
    const before = Array.from({ length: value.mean }, (_, i) => [i, i + value.monthsBefore]).flat();
    return `period IN (${before.map((months) => `addMonths({from:Date}, -${months})`).join(', ')})`;
  }
  const back = value.take === 'streak' ? longestStreak * monthsOf[derivation.per] : 0;
  return `period > addMonths({from:Date}, -${Math.max(1, back)}) AND period < {to:Date}`;
}

/** Delivered rows behind an indicator in one period: the newest version of every value that it rests on. */
export function valueRowsSql(code: string, derivation: ValueDerivation | null, town: boolean): string {
  const codes = derivation === null ? [code] : [code, ...inputsOf(derivation.value)];
  return `SELECT toString(${newest('batch_id')}) AS batchId, ${newest('layout')} AS its_layout, ${newest('sheet')} AS its_sheet, ${newest('row')} AS its_row,
  max(observed_at) AS knownAt, period AS on_day, subject_id AS employerId, '' AS employerName, indicator AS code,
  ${newest('value')} AS its_value, ${newest('region')} AS its_region, ${newest('retracted')} AS gone, count() OVER () AS total
FROM miaotou.observations
WHERE subject_kind = 'employer' AND indicator IN (${codes.map(quoted).join(', ')}) AND ${inputPeriods(derivation)}
  AND observed_at <= {knownAt:DateTime64(3, 'UTC')} AND ({subject:String} = '' OR subject_id = {subject:String})
GROUP BY indicator, subject_id, period HAVING gone = 0 AND ${inPlace(town)}
ORDER BY period DESC, its_value DESC, subject_id, code LIMIT {limit:UInt32}`;
}
