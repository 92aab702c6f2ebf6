import { kindsOf } from '@miaotou/contracts';
import type { DetectionFeature, EventFeature, IndicatorFeature } from '@miaotou/contracts';
import { sqlText } from '../expression/index.js';
import { windowDays, windowOf } from '../rule/index.js';
import type { CheckedRule, Window } from '../rule/index.js';
import { detectionsSql } from './detection-columns.js';
import { eventSubjects } from './event-subjects.js';
import type { EventSubjects } from './event-subjects.js';
import { mostDays, reachOf, toldWindows, valueOfNothing } from './earlier-windows.js';
import {
  attributesOf,
  earlierConditions,
  eventCondition,
  eventSql,
  needsMatters,
  withMatters,
} from './feature-columns.js';
import { indicatorColumns, standsOnNewest, stepMonths } from './indicator-columns.js';
import { layeredSql } from './layers.js';
import { newestEvents, newestObservations, revisedSubjects } from './newest.js';
import { pastSignals } from './past-signals.js';
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
  readonly detections: Column<DetectionFeature>[] = [];
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
    } else if ('detection' in feature) {
      this.#names.set(key, `d${this.detections.length + 1}`);
      this.detections.push({ name: `d${this.detections.length + 1}`, feature });
    }
  }

  of(rule: CheckedRule, name: string): string {
    const feature = rule.features.find((one) => one.name === name)?.feature;
    const column = feature === undefined ? undefined : this.#names.get(this.#key(feature));
    if (column === undefined) throw new RangeError(`${rule.file.id}: no column for ${name}`);
    return column;
  }
}

/** What is asked for, with the longest window it is needed for: rows outside are neither read nor joined to a moment. */
function longestOf(
  asked: readonly { readonly of: string; readonly window: Window }[],
): ReadonlyMap<string, Window> {
  const windows = new Map<string, Window>();
  for (const { of, window } of asked) {
    const other = windows.get(of);
    if (other === undefined || windowDays(window) > windowDays(other)) windows.set(of, window);
  }
  return windows;
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

/**
 * Moments of a grid at which a row may count, joined to the row as `as_of`; in a single pass the one moment. Generous by
 * some days, and cheap for it: each feature looks at its own window exactly afterwards.
 */
function atMoments(
  rows: string,
  windows: ReadonlyMap<string, Window>,
  names: { readonly kind: string; readonly begins: string; readonly told?: string },
  grid: boolean,
): string {
  if (!grid) return rows;
  const days = [...windows].map(([name, window]) => `${names.kind} = ${sqlText(name)}, ${mostDays(window)}`);
  const begins = `toDateTime64(${names.begins}, 3, 'Asia/Shanghai')`;
  return (
    `SELECT *, as_of FROM (SELECT *, ${begins} AS begins, addDays(begins, multiIf(${days.join(', ')}, 0)) AS ends FROM (${rows})) ` +
    `ARRAY JOIN arrayFilter(m -> m >= begins AND m <= ends${names.told === undefined ? '' : ` AND ${names.told}`}, ${many}) AS as_of`
  );
}

/** The engine's type of a feature's column. */
const columnType = ({ take }: EventFeature | IndicatorFeature): string =>
  `Nullable(${take === 'any' ? 'Bool' : 'Float64'})`;

function emptyColumns(columns: readonly Column<EventFeature>[]): string {
  return columns.map(({ name, feature }) => `, CAST(NULL AS ${columnType(feature)}) AS ${name}`).join('');
}

/** Days of a window's periods, in steps that no two months share. */
const stepsOf = (window: Window): number => Math.ceil(mostDays(window) / 28) + 1;

/** SQL of the condition that a value could be known at a moment that lies behind us: its period was over. */
function toldBy(indicators: readonly string[], moment: string): string {
  const steps = indicators.map((indicator) => `indicator = ${sqlText(indicator)}, ${stepMonths(indicator)}`);
  const over = `toDateTime64(addMonths(period, multiIf(${steps.join(', ')}, 1)), 3, 'Asia/Shanghai')`;
  return `(${moment} >= {knownAt:DateTime64(3, 'UTC')} OR ${moment} >= ${over})`;
}

interface Values {
  /** Subjects whose values have to be put in order first. */
  readonly revised: string;
  readonly held: string;
}

function valuesSql(columns: Columns, kind: EventSubjects['kind'], { grid, some }: PassShape): Values {
  const windows = longestOf(
    columns.indicators.map(({ feature }) => ({ of: feature.indicator, window: windowOf(feature.window) })),
  );
  const begins = (window: Window): string =>
    `period > ${lastDayBefore(windowStart(window, grid ? first : one))}`;
  // The bounds are constants for the engine, so that it reads only the parts of the key that it needs.
  const where =
    `subject_kind = ${sqlText(kind)} AND period <= ${lastDayBefore(grid ? last : one)} AND ${anyOf(windows, 'indicator', begins)}` +
    (some ? ` AND subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const places = new Map<string, number>();
  let place = 0;
  for (const [indicator, window] of windows) places.set(indicator, (place += stepsOf(window)));
  const names = { kind: 'indicator', begins: 'period', told: toldBy([...windows.keys()], 'm') };
  const rows = atMoments(newestObservations(where), windows, names, grid);
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
        ({ name, feature }, at) =>
          `CAST(${compiled.features[at] ?? 'NULL'} AS ${columnType(feature)}) AS ${name}`,
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

/** The conditions of all features, each said once per row and given a column: features that ask the same share it. */
class Conditions {
  readonly #columns = new Map<string, string>();

  column(sql: string): string {
    const known = this.#columns.get(sql);
    if (known !== undefined) return known;
    const column = `counts${this.#columns.size + 1}`;
    this.#columns.set(sql, column);
    return column;
  }

  get named(): readonly string[] {
    return [...this.#columns].map(([sql, column]) => `${sql} AS ${column}`);
  }
}

const same = (a: Window, b: Window | undefined): boolean => a.amount === b?.amount && a.unit === b.unit;

function eventsSql(columns: Columns, subjects: EventSubjects, { grid, some }: PassShape): string {
  const windows = longestOf(
    columns.events.flatMap(({ feature }) => kindsOf(feature).map((of) => ({ of, window: reachOf(feature) }))),
  );
  const attributes = [
    ...subjects.attributes,
    ...columns.events.flatMap(({ feature }) => attributesOf(feature)),
  ];
  const begins = (window: Window): string => `occurred_at >= ${windowStart(window, grid ? first : one)}`;
  const where = `occurred_at < ${grid ? last : one} AND ${anyOf(windows, 'kind', begins)} AND ${subjects.where(some)}`;
  const names = { kind: 'kind', begins: 'occurred_at' };
  const told = subjects.named(newestEvents(where, attributes), some);
  const linked = columns.events.some(({ feature }) => needsMatters(feature));
  const rows = atMoments(linked ? withMatters(told) : told, windows, names, grid);
  const moment = grid ? 'as_of' : one;
  const conditions = new Conditions();
  const features = columns.events.map(({ name, feature }) => {
    const window = windowOf(feature.window);
    // Rows outside the longest window are not even read in a single pass.
    const exact = !grid && kindsOf(feature).every((of) => same(window, windows.get(of)));
    const condition = conditions.column(eventCondition(feature, exact ? null : moment));
    const earlier = earlierConditions(feature, moment).map((sql) => conditions.column(sql));
    return `, CAST(${eventSql(feature, condition, earlier, moment)} AS ${columnType(feature)}) AS ${name}`;
  });
  return (
    `SELECT subject AS subject_id, ${grid ? 'as_of' : `${one} AS as_of`}, any(region) AS region, true AS happened` +
    `${features.join('')} FROM (SELECT *, ${conditions.named.join(', ')} FROM (${rows})) GROUP BY subject${grid ? ', as_of' : ''}`
  );
}

/**
 * Compiles all rules on one kind of subject to one query. Parameters: `asOf` or `moments`, `knownAt`, `coverageParameter` per
 * kind of event and window, those of `newestOf` and, for industries, `texts` and `letters`. Tables: those of `before` and,
 * with a column subject_id, `touched` when only some and `asked` for subjects to give at the last moment even without any row.
 */
export function compileSubjectPass(
  kind: EventSubjects['kind'],
  rules: readonly CheckedRule[],
  shape: PassShape,
): CompiledPass {
  const columns = new Columns(rules);
  const subjects = eventSubjects(kind);
  const list = shape.grid ? many : `[${one}]`;
  const detected = detectionsSql(kind, columns.detections, { list, some: shape.some });
  const past = pastSignals(kind, rules, { list, some: shape.some });
  const silent = `'' AS region, false AS happened${emptyColumns(columns.events)}`;
  const asked =
    `SELECT subject_id, ${shape.grid ? last : one} AS as_of, ${silent} FROM ${askedTable}` +
    (shape.some ? ` WHERE subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const happenings = [
    ...(columns.events.length === 0 ? [] : [eventsSql(columns, subjects, shape)]),
    asked,
    ...[detected, past?.sql ?? null].flatMap((sql) =>
      sql === null ? [] : [`SELECT subject_id, as_of, ${silent} FROM (${sql})`],
    ),
  ].join(' UNION ALL ');
  const counts = columns.events.map(({ name }) => `, max(${name}) AS ${name}_happened`).join('');
  const right =
    `SELECT subject_id, as_of, max(region) AS event_region, max(happened) AS happened${counts} ` +
    `FROM (${happenings}) GROUP BY subject_id, as_of`;
  const read = columns.indicators.length === 0 ? null : valuesSql(columns, kind, shape);
  const values = columns.indicators.map(({ name }) => `, ${name}`).join('');
  const counted = columns.events.map(({ name }) => `, ${name}_happened`).join('');
  // Joined and not merged by a third aggregation: those with events are few, those with values are everybody.
  const held =
    read === null
      ? `SELECT *, '' AS value_region FROM (${right})`
      : `SELECT subject_id, as_of, value_region, event_region, happened${values}${counted} ` +
        `FROM (${read.held}) AS held FULL JOIN (${right}) AS happening USING (subject_id, as_of)`;
  const joined = [detected, past?.sql ?? null].reduce<string>(
    (told, beside) =>
      beside === null
        ? told
        : `SELECT * FROM (${told}) AS told LEFT JOIN (${beside}) AS beside USING (subject_id, as_of)`,
    held,
  );
  const coveredWindows = new Map<string, CoveredWindow>();
  const place = placeOf(shape.grid);
  const coveredSql = (told: CoveredWindow): string => {
    const column = coverageParameter(told);
    if (coveredWindows.has(column)) return column;
    coveredWindows.set(column, told);
    return `({${column}:Array(UInt8)}[${place}] = 1 AS ${column})`;
  };
  const known = columns.events.map(({ name, feature }) => {
    const told = kindsOf(feature).flatMap((of) =>
      toldWindows(feature).map((window) => ({ kind: of, ...window })),
    );
    const covered = told.map(coveredSql).join(' AND ');
    const nothing = `CAST(${String(valueOfNothing(feature))} AS ${columnType(feature)})`;
    return `, multiIf(NOT (${covered}), NULL, ifNull(happened, false), ${name}_happened, ${nothing}) AS ${name}`;
  });
  const judged = [...columns.detections.map(({ name }) => name), ...(past?.columns ?? [])]
    .map((name) => `, ${name}`)
    .join('');
  const base =
    `SELECT assumeNotNull(subject_id) AS subject_id, assumeNotNull(as_of) AS as_of, ` +
    `coalesce(nullIf(value_region, ''), event_region, '') AS region${values}${known.join('')}${judged} FROM (${joined})`;
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
