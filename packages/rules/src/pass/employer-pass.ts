import type { EventFeature, IndicatorFeature } from '@miaotou/contracts';
import { sqlText } from '../expression/index.js';
import { windowDays, windowOf } from '../rule/index.js';
import type { CheckedRule, Window } from '../rule/index.js';
import { attributesOf, eventCondition, eventSql, withMatters } from './feature-columns.js';
import { indicatorColumns, standsOnNewest } from './indicator-columns.js';
import { layeredSql } from './layers.js';
import { newestEvents, newestObservations, revisedSubjects } from './newest.js';
import { askedTable, coverageParameter, featuresTable, revisedTable, touchedTable } from './pass.js';
import type { CompiledPass, CoveredWindow, PassShape } from './pass.js';
import { lastDayBefore, windowStart } from './windows.js';

interface Column<F> {
  readonly name: string;
  readonly feature: F;
}

/** The distinct features of all rules: rules that ask for the same thing share a column. */
class Columns {
  readonly indicators: Column<IndicatorFeature>[] = [];
  readonly events: Column<EventFeature>[] = [];
  readonly #names = new Map<string, string>();

  constructor(rules: readonly CheckedRule[]) {
    for (const { features } of rules) for (const { feature } of features) this.#add(feature);
  }

  #key(feature: object): string {
    const {
      optional: _,
      label: __,
      words: ___,
      ...asked
    } = {
      optional: false,
      label: null,
      words: null,
      ...feature,
    };
    return JSON.stringify(Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #add(feature: CheckedRule['features'][number]['feature']): void {
    const key = this.#key(feature);
    if (this.#names.has(key)) return;
    if ('indicator' in feature) {
      this.#names.set(key, `o${this.indicators.length + 1}`);
      this.indicators.push({ name: `o${this.indicators.length + 1}`, feature });
    } else if ('event' in feature) {
      this.#names.set(key, `e${this.events.length + 1}`);
      this.events.push({ name: `e${this.events.length + 1}`, feature });
    }
  }

  of(rule: CheckedRule, name: string): string {
    const feature = rule.features.find((one) => one.name === name)?.feature;
    const column = feature === undefined ? undefined : this.#names.get(this.#key(feature));
    if (column === undefined) throw new RangeError(`${rule.file.id}: no column for ${name}`);
    return column;
  }
}

function longest(windows: readonly string[]): Window {
  const [first, ...rest] = windows.map(windowOf);
  if (first === undefined) throw new RangeError('no window');
  return rest.reduce((a, b) => (windowDays(b) > windowDays(a) ? b : a), first);
}

/** What is asked for, with the longest window it is needed for: rows outside are neither read nor joined to a moment. */
function longestBy<F extends { readonly window: string }>(
  columns: readonly Column<F>[],
  of: (feature: F) => string,
): ReadonlyMap<string, Window> {
  const windows = new Map<string, string[]>();
  for (const { feature } of columns) {
    windows.set(of(feature), [...(windows.get(of(feature)) ?? []), feature.window]);
  }
  return new Map([...windows].map(([name, all]) => [name, longest(all)]));
}

function anyOf(
  windows: ReadonlyMap<string, Window>,
  column: string,
  inside: (window: Window) => string,
): string {
  return `(${[...windows].map(([name, window]) => `(${column} = ${sqlText(name)} AND ${inside(window)})`).join(' OR ')})`;
}

const one = "{asOf:DateTime64(3, 'UTC')}";
const many = "{moments:Array(DateTime64(3, 'UTC'))}";
const first = `arrayMin(${many})`;
const last = `arrayMax(${many})`;

/** SQL of the place of a row's moment among the moments. */
const placeOf = (grid: boolean): string => (grid ? `indexOf(${many}, as_of)` : '1');

/** More days than a window can have. */
function mostDays({ amount, unit }: Window): number {
  return unit === 'h' ? Math.ceil(amount / 24) + 1 : amount * { d: 1, m: 31, y: 366 }[unit] + 1;
}

/**
 * Moments of a grid at which a row may count, joined to the row as `as_of`; in a single pass the one moment. Generous by
 * some days, and cheap for it: each feature looks at its own window exactly afterwards.
 */
function atMoments(
  rows: string,
  windows: ReadonlyMap<string, Window>,
  names: { readonly kind: string; readonly begins: string },
  grid: boolean,
): string {
  if (!grid) return rows;
  const days = [...windows].map(([name, window]) => `${names.kind} = ${sqlText(name)}, ${mostDays(window)}`);
  const begins = `toDateTime64(${names.begins}, 3, 'Asia/Shanghai')`;
  return (
    `SELECT *, as_of FROM (SELECT *, ${begins} AS begins, addDays(begins, multiIf(${days.join(', ')}, 0)) AS ends FROM (${rows})) ` +
    `ARRAY JOIN arrayFilter(m -> m >= begins AND m <= ends, ${many}) AS as_of`
  );
}

function emptyColumns(columns: readonly Column<unknown>[]): string {
  return columns.map(({ name }) => `, CAST(NULL AS Nullable(Float64)) AS ${name}`).join('');
}

/** Days of a window's periods, in steps that no two months share. */
const stepsOf = (window: Window): number => Math.ceil(mostDays(window) / 28) + 1;

interface Values {
  /** Subjects whose values have to be put in order first. */
  readonly revised: string;
  readonly held: string;
}

function valuesSql(columns: Columns, { grid, some }: PassShape): Values {
  const windows = longestBy(columns.indicators, ({ indicator }) => indicator);
  const begins = (window: Window): string =>
    `period > ${lastDayBefore(windowStart(window, grid ? first : one))}`;
  // The bounds are constants for the engine, so that it reads only the parts of the key that it needs.
  const where =
    `subject_kind = 'employer' AND period <= ${lastDayBefore(grid ? last : one)} AND ${anyOf(windows, 'indicator', begins)}` +
    (some ? ` AND subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const places = new Map<string, number>();
  let place = 0;
  for (const [indicator, window] of windows) places.set(indicator, (place += stepsOf(window)));
  const rows = atMoments(newestObservations(where), windows, { kind: 'indicator', begins: 'period' }, grid);
  const aggregates: string[] = [];
  const features: string[] = [];
  for (const [indicator, longestWindow] of windows) {
    const own = columns.indicators.filter(({ feature }) => feature.indicator === indicator);
    const compiled = indicatorColumns(
      indicator,
      own.map(({ feature }) => feature),
      longestWindow,
      { prefix: own[0]?.name ?? '', asOf: grid ? 'as_of' : one, place: placeOf(grid), exact: !grid },
    );
    aggregates.push(...compiled.aggregates);
    features.push(
      ...own.map(
        ({ name }, at) => `CAST(${compiled.features[at] ?? 'NULL'} AS Nullable(Float64)) AS ${name}`,
      ),
    );
  }
  return {
    revised: revisedSubjects(where, places),
    held:
      `SELECT subject_id, ${grid ? 'as_of' : `${one} AS as_of`}, value_region, ${features.join(', ')} FROM (` +
      `SELECT subject_id${grid ? ', as_of' : ''}, any(region) AS value_region, ${aggregates.join(', ')} ` +
      `FROM (${rows}) GROUP BY subject_id${grid ? ', as_of' : ''})`,
  };
}

/** Whether an event counts, said once per row for all features that ask the same. */
function conditionsOf(
  columns: Columns,
  windows: ReadonlyMap<string, Window>,
  grid: boolean,
): ReadonlyMap<EventFeature, { readonly column: string; readonly sql: string }> {
  const numbered = new Map<string, string>();
  return new Map(
    columns.events.map(({ feature }) => {
      const window = windowOf(feature.window);
      const { amount, unit } = windows.get(feature.event) ?? window;
      // Rows outside the longest window are not even read in a single pass.
      const exact = !grid && amount === window.amount && unit === window.unit;
      const sql = eventCondition(feature, exact ? null : grid ? 'as_of' : one);
      const column = numbered.get(sql) ?? `counts${numbered.size + 1}`;
      numbered.set(sql, column);
      return [feature, { column, sql }];
    }),
  );
}

function eventsSql(columns: Columns, { grid, some }: PassShape): string {
  const windows = longestBy(columns.events, ({ event }) => event);
  const attributes = columns.events.flatMap(({ feature }) => attributesOf(feature));
  const begins = (window: Window): string => `occurred_at >= ${windowStart(window, grid ? first : one)}`;
  const where =
    `occurred_at < ${grid ? last : one} AND ${anyOf(windows, 'kind', begins)} AND employer_id != ''` +
    (some ? ` AND employer_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const names = { kind: 'kind', begins: 'occurred_at' };
  const told = newestEvents(where, attributes);
  const linked = columns.events.some(({ feature }) => feature.take === 'matters');
  const rows = atMoments(linked ? withMatters(told) : told, windows, names, grid);
  const conditions = conditionsOf(columns, windows, grid);
  const asked = new Map([...conditions.values()].map(({ column, sql }) => [column, sql]));
  const counting = [...asked].map(([column, sql]) => `${sql} AS ${column}`);
  const features = columns.events.map(
    ({ name, feature }) =>
      `, CAST(${eventSql(feature, conditions.get(feature)?.column ?? 'false')} AS Nullable(Float64)) AS ${name}`,
  );
  return (
    `SELECT employer_id AS subject_id, ${grid ? 'as_of' : `${one} AS as_of`}, any(region) AS region, true AS happened` +
    `${features.join('')} FROM (SELECT *, ${counting.join(', ')} FROM (${rows})) GROUP BY employer_id${grid ? ', as_of' : ''}`
  );
}

/**
 * Compiles all rules on employers to one query. Parameters: `asOf` or `moments`, `knownAt`, `covered_<kind>_<window>` per
 * kind of event and window, and those of `newestOf`. Tables: those of `before` and, with a column subject_id, `touched` when only some and
 * `asked` for subjects to give at the last moment even without any row.
 */
export function compileEmployerPass(rules: readonly CheckedRule[], shape: PassShape): CompiledPass {
  const columns = new Columns(rules);
  const asked =
    `SELECT subject_id, ${shape.grid ? last : one} AS as_of, '' AS region, false AS happened` +
    `${emptyColumns(columns.events)} FROM ${askedTable}` +
    (shape.some ? ` WHERE subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const happenings = columns.events.length === 0 ? asked : `${eventsSql(columns, shape)} UNION ALL ${asked}`;
  const counts = columns.events.map(({ name }) => `, max(${name}) AS ${name}_happened`).join('');
  const right =
    `SELECT subject_id, as_of, max(region) AS event_region, max(happened) AS happened${counts} ` +
    `FROM (${happenings}) GROUP BY subject_id, as_of`;
  const read = columns.indicators.length === 0 ? null : valuesSql(columns, shape);
  const values = columns.indicators.map(({ name }) => `, ${name}`).join('');
  const counted = columns.events.map(({ name }) => `, ${name}_happened`).join('');
  // Joined and not merged by a third aggregation: those with events are few, those with values are everybody.
  const joined =
    read === null
      ? `SELECT *, '' AS value_region FROM (${right})`
      : `SELECT subject_id, as_of, value_region, event_region, happened${values}${counted} ` +
        `FROM (${read.held}) AS held FULL JOIN (${right}) AS happening USING (subject_id, as_of)`;
  const coveredWindows = new Map<string, CoveredWindow>();
  const place = placeOf(shape.grid);
  const known = columns.events.map(({ name, feature: { event: kind, window } }) => {
    const column = coverageParameter({ kind, window });
    const covered = coveredWindows.has(column)
      ? column
      : `({${column}:Array(UInt8)}[${place}] = 1 AS ${column})`;
    coveredWindows.set(column, { kind, window });
    return `, multiIf(NOT ${covered}, NULL, ifNull(happened, false), ${name}_happened, toFloat64(0)) AS ${name}`;
  });
  const base =
    `SELECT assumeNotNull(subject_id) AS subject_id, assumeNotNull(as_of) AS as_of, ` +
    `coalesce(nullIf(value_region, ''), event_region, '') AS region${values}${known.join('')} FROM (${joined})`;
  // Features and rules in one query would take the engine longer to analyse than both by themselves; the features of a
  // whole grid are too many to be held beside what is judged of them.
  const apart = !shape.grid;
  const features = apart ? `SELECT * FROM ${featuresTable}` : base;
  const layered = layeredSql(rules, (rule, name) => columns.of(rule, name), features);
  return {
    sql: layered.sql,
    before: [
      ...(read === null ? [] : [{ table: revisedTable, sql: read.revised }]),
      ...(apart ? [{ table: featuresTable, sql: base }] : []),
    ],
    rules: layered.rules,
    coveredWindows: [...coveredWindows.values()],
    newestOf: [
      ...new Set(
        columns.indicators.flatMap(({ feature }) => (standsOnNewest(feature) ? feature.indicator : [])),
      ),
    ],
  };
}
