import type { EventFeature, IndicatorFeature } from '@miaotou/contracts';
import type { EventKind } from '@miaotou/domain';
import { sqlText } from '../expression/index.js';
import { windowDays, windowOf } from '../rule/index.js';
import type { CheckedRule, Window } from '../rule/index.js';
import { attributesOf, eventSql, indicatorSql } from './feature-columns.js';
import { layeredSql } from './layers.js';
import { newestEvents, newestObservations } from './newest.js';
import { askedTable, coverageParameter, touchedTable } from './pass.js';
import type { CompiledPass, PassShape } from './pass.js';
import { instantInside, lastDayBefore, periodInside, windowStart } from './windows.js';

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
    const { optional: _, ...asked } = { optional: false, ...feature };
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

function observationsSql(columns: Columns, { grid, some }: PassShape): string {
  const windows = longestBy(columns.indicators, ({ indicator }) => indicator);
  const read = (window: Window): string =>
    grid
      ? `period > ${lastDayBefore(windowStart(window, first))} AND period <= ${lastDayBefore(last)}`
      : periodInside(window, 'period', one);
  // The bounds are constants for the engine, so that it reads only the parts of the key that it needs.
  const where =
    `subject_kind = 'employer' AND ${anyOf(windows, 'indicator', read)}` +
    (some ? ` AND subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const names = { kind: 'indicator', begins: 'period' };
  const rows = atMoments(newestObservations(where), windows, names, grid);
  const features = columns.indicators.map(
    ({ name, feature }) =>
      `, CAST(${indicatorSql(feature, grid ? 'as_of' : one)} AS Nullable(Float64)) AS ${name}`,
  );
  return (
    `SELECT subject_id, ${grid ? 'as_of' : `${one} AS as_of`}, any(region) AS value_region${features.join('')} ` +
    `FROM (${rows}) GROUP BY subject_id${grid ? ', as_of' : ''}`
  );
}

function eventsSql(columns: Columns, { grid, some }: PassShape): string {
  const windows = longestBy(columns.events, ({ event }) => event);
  const attributes = columns.events.flatMap(({ feature }) => attributesOf(feature));
  const read = (window: Window): string =>
    grid
      ? `occurred_at >= ${windowStart(window, first)} AND occurred_at < ${last}`
      : instantInside(window, 'occurred_at', one);
  const where =
    `${anyOf(windows, 'kind', read)} AND employer_id != ''` +
    (some ? ` AND employer_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const names = { kind: 'kind', begins: 'occurred_at' };
  const rows = atMoments(newestEvents(where, attributes), windows, names, grid);
  const features = columns.events.map(
    ({ name, feature }) =>
      `, CAST(${eventSql(feature, grid ? 'as_of' : one)} AS Nullable(Float64)) AS ${name}`,
  );
  return (
    `SELECT employer_id AS subject_id, ${grid ? 'as_of' : `${one} AS as_of`}, any(region) AS region, true AS happened` +
    `${features.join('')} FROM (${rows}) GROUP BY employer_id${grid ? ', as_of' : ''}`
  );
}

/**
 * Compiles all rules on employers to one query. Parameters: `asOf` or `moments`, `knownAt`, `covered_<kind>` per
 * kind of event. Tables (column subject_id): `touched` when only some, `asked` for subjects to give at the last moment
 * even without any row.
 */
export function compileEmployerPass(rules: readonly CheckedRule[], shape: PassShape): CompiledPass {
  const columns = new Columns(rules);
  const asked =
    `SELECT subject_id, ${shape.grid ? last : one} AS as_of, '' AS region, false AS happened` +
    `${emptyColumns(columns.events)} FROM ${askedTable}` +
    (shape.some ? ` WHERE subject_id IN (SELECT subject_id FROM ${touchedTable})` : '');
  const happenings = columns.events.length === 0 ? asked : `${eventsSql(columns, shape)} UNION ALL ${asked}`;
  const counts = columns.events.map(({ name }) => `, max(${name}) AS ${name}`).join('');
  const right =
    `SELECT subject_id, as_of, max(region) AS event_region, max(happened) AS happened${counts} ` +
    `FROM (${happenings}) GROUP BY subject_id, as_of`;
  const values = [...columns.indicators, ...columns.events].map(({ name }) => `, ${name}`).join('');
  // Joined and not merged by a third aggregation: those with events are few, those with values are everybody.
  const merged =
    columns.indicators.length === 0
      ? `SELECT *, event_region AS region FROM (${right})`
      : `SELECT assumeNotNull(subject_id) AS subject_id, assumeNotNull(as_of) AS as_of, ` +
        `coalesce(nullIf(value_region, ''), event_region, '') AS region, ifNull(happened, false) AS happened${values} ` +
        `FROM (SELECT subject_id, as_of, value_region, event_region, happened${values} ` +
        `FROM (${observationsSql(columns, shape)}) AS held FULL JOIN (${right}) AS happening USING (subject_id, as_of))`;
  const coveredKinds = [...new Set(columns.events.map(({ feature }) => feature.event))];
  const covered = (kind: EventKind): string => {
    const place = shape.grid ? `indexOf(${many}, as_of)` : '1';
    return `{${coverageParameter(kind)}:Array(UInt8)}[${place}] = 1`;
  };
  const replaced = columns.events.map(
    ({ name, feature }) =>
      `multiIf(NOT (${covered(feature.event)}), NULL, happened, ${name}, toFloat64(0)) AS ${name}`,
  );
  const known = replaced.length === 0 ? merged : `SELECT * REPLACE (${replaced.join(', ')}) FROM (${merged})`;
  const layered = layeredSql(rules, (rule, name) => columns.of(rule, name), known);
  return { sql: layered.sql, rules: layered.rules, coveredKinds };
}
