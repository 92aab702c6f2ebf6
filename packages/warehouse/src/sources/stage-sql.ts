import { unitWorth } from '@miaotou/contracts';
import type { Column, Manifest } from '@miaotou/contracts';
import { askingFaults, faultCodes, faultNumber } from '@miaotou/engine';
import type { BulkFile, StagePlan, TextSheet } from '@miaotou/engine';
import { compileCell } from './check-sql.js';
import { leapFaults } from './leap-faults.js';
import { rowChecks, rowFaults } from './row-checks.js';
import { compilePlain } from './plain-sql.js';
import { quoted, quotedList } from './sql-text.js';

/** What a load of one sheet or file says to the engine. */
export interface LoadSql {
  readonly columns: readonly string[];
  readonly structure: string;
  readonly select: string;
}

/** What one of the unit in which the sheet writes the column's numbers is worth in the stored unit. */
export function factorOf(column: Column, factors: Readonly<Record<string, number>>): number {
  return factors[column.field] ?? unitWorth[column.unit ?? (column.type === 'money' ? 'yuan' : 'ones')];
}

/**
 * Columns that are checked and compared and then asked for by nobody: the texts of a layout whose rows are values just
 * as they stand. The staging does not keep them, since in a delivery of millions of rows they would be most of it.
 */
function isPassing({ direct, key, employer, periodField, checks }: Manifest, column: Column): boolean {
  if (direct === undefined || column.type !== 'text' || column.personal !== undefined) return false;
  const indicator = typeof direct.indicator === 'string' ? undefined : direct.indicator.field;
  const used = [...key, ...(checks?.places ?? []), ...Object.values(employer ?? {})];
  return ![...used, direct.period, direct.value, indicator, periodField].includes(column.field);
}

const stagedColumns = (manifest: Manifest): Column[] =>
  manifest.columns.filter((column) => !isPassing(manifest, column));

/** Whether a missing value must be told apart from one that is there: of a text, missing is the empty text. */
const needsMark = ({ type, required }: Column): boolean =>
  !required && !['text', 'code', 'uscc', 'choice'].includes(type);

/** A value without NULL: hashing nullable columns or tuples goes row by row and costs more than all checks together. */
function plainValue({ type, field }: Column): string {
  switch (type) {
    case 'money':
    case 'count':
    case 'number':
    case 'percent':
      return `ifNull(v_${field}, 0)`;
    case 'day':
    case 'month':
      return `ifNull(v_${field}, toDate32('1970-01-01'))`;
    case 'instant':
      return `ifNull(v_${field}, toDateTime64('1970-01-01 00:00:00', 3, 'UTC'))`;
    case 'flag':
      return `ifNull(v_${field}, false)`;
    case 'text':
    case 'code':
    case 'uscc':
    case 'choice':
      return `ifNull(v_${field}, '')`;
  }
}

/**
 * 128 bits of two hashes: one that keeps strangers from making collisions costs more than all checks together. Rows of a
 * direct layout are told apart within their own place and delivery only, for which 64 bits are plenty.
 */
const hashOf = ({ direct }: Manifest, values: string): string =>
  direct === undefined
    ? `bitOr(bitShiftLeft(toUInt128(cityHash64(${values})), 64), toUInt128(metroHash64(${values})))`
    : `cityHash64(${values})`;
const hashType = ({ direct }: Manifest): string => (direct === undefined ? 'UInt128' : 'UInt64');

/** SQL without NULL for a field of a row: its typed value, or its text where that is the same. */
type ValueOf = (column: Column) => string;

/** Hash of some fields; which of them are missing goes in too where that shows nowhere else: a missing amount is not 0. */
function hashed(manifest: Manifest, fields: readonly string[], valueOf: ValueOf): string {
  const columns = fields.flatMap((field) => manifest.columns.filter((column) => column.field === field));
  const marked = columns
    .filter(needsMark)
    .map(({ field }, index) => `bitShiftLeft(toUInt64(isNull(v_${field})), ${index % 64})`);
  const missing = marked.length === 0 ? [] : [marked.join(' + ')];
  return hashOf(manifest, [...missing, ...columns.map(valueOf)].join(', '));
}

function employerFields(manifest: Manifest): readonly [string, string, string] {
  const { employer } = manifest;
  const written = (field: string | undefined) =>
    field === undefined ? "CAST(NULL, 'Nullable(String)')" : `v_${field}`;
  return [written(employer?.uscc), written(employer?.name), written(employer?.place)];
}

/**
 * Tables in which one delivery is checked: all rows as they were quickly read, where `hard` has a bit for each column that
 * must be read closely, and those that were read closely, by themselves: they are few, and most of what is asked is of them.
 */
export function stageTables(plan: StagePlan, inMemory: boolean): readonly string[] {
  const { columns } = plan.manifest;
  const typed = stagedColumns(plan.manifest).map(
    (column) => `v_${column.field} ${compileCell(column, `''`, 1, plan).type}`,
  );
  const faults = columns.map(({ field }) => `k_${field} UInt8`);
  const hash = hashType(plan.manifest);
  return ['staged', 'closely'].map(
    (
      table,
    ) => `CREATE TEMPORARY TABLE ${table} (n UInt32, sheet LowCardinality(String), row UInt32, context UInt8, odd UInt8, hard UInt64,
    cells Array(String), texts Array(String), bad UInt8, ident UInt64, row_key ${hash}, content ${hash}, ${[...typed, ...faults].join(', ')})
    ENGINE = ${inMemory ? 'Memory SETTINGS compress = 1' : 'MergeTree ORDER BY n'}`,
  );
}

/** Rows as they were finally read: of one that had to be read closely, its first reading counts no more. */
export const stagedRows = '(SELECT * FROM staged WHERE hard = 0 UNION ALL SELECT * FROM closely) AS staged';

/** Employer, key and content of a row. */
function marks(manifest: Manifest, valueOf: ValueOf): string[] {
  // Contents are compared under one key only, so that the key itself need not go in.
  const rest = manifest.columns
    .filter(({ personal, field }) => personal !== 'drop' && !manifest.key.includes(field))
    .map(({ field }) => field);
  const { employer } = manifest;
  const named = [employer?.uscc, employer?.name, employer?.place].map((field) => {
    const column = manifest.columns.find((one) => one.field === field);
    return column === undefined ? `''` : valueOf(column);
  });
  return [
    employer === undefined ? 'toUInt64(0) AS ident' : `cityHash64(${named.join(', ')}) AS ident`,
    `${hashed(manifest, manifest.key, valueOf)} AS row_key`,
    // The hash is over what the cells mean: the same rows in another file format are the same rows.
    `${rest.length === 0 ? `to${hashType(manifest)}(0)` : hashed(manifest, rest, valueOf)} AS content`,
  ];
}

/** Values for the marks: of a plain cell, the text is what it says; of a column that is not staged, there is nothing else. */
function markValues(manifest: Manifest, textOf: (column: Column) => string, plain: boolean): ValueOf {
  const staged = new Set(stagedColumns(manifest));
  return (column) => {
    const itself = column.personal === undefined && ['text', 'code', 'uscc'].includes(column.type);
    return !staged.has(column) || (plain && itself) ? textOf(column) : plainValue(column);
  };
}

const markColumns = ['ident', 'row_key', 'content'];

/** Columns share the last bit when there are more of them than bits. */
const bitOf = (index: number): number => Math.min(index, 63);

/** Quick checks of all columns: typed values and the bits of columns that are not plain. */
function quickChecks(
  plan: StagePlan,
  part: TextSheet | BulkFile,
  textOf: (column: Column) => string,
): { readonly values: string[]; readonly hard: string } {
  const cells = plan.manifest.columns.map((column) => ({
    column,
    sql: compilePlain(column, textOf(column), factorOf(column, part.factors), plan),
  }));
  const bits = cells.flatMap(({ sql }, index) =>
    sql.unless === '0' ? [] : [`bitShiftLeft(toUInt64(${sql.unless}), ${bitOf(index)})`],
  );
  const staged = new Set(stagedColumns(plan.manifest));
  return {
    values: cells.flatMap(({ column, sql }) =>
      staged.has(column) ? [`${sql.value} AS v_${column.field}`] : [],
    ),
    hard: bits.reduce((all, bit) => `bitOr(${all}, ${bit})`, 'toUInt64(0)'),
  };
}

const valueColumns = (manifest: Manifest): string[] =>
  stagedColumns(manifest).map(({ field }) => `v_${field}`);

/** Load of rows that our readers wrote as text. */
export function textLoad(plan: StagePlan, part: TextSheet): LoadSql {
  const { manifest } = plan;
  const there = new Set(part.fields);
  const textOf = ({ field }: Column) => (there.has(field) ? `f_${field}` : `''`);
  const { values, hard } = quickChecks(plan, part, textOf);
  const texts = part.fields.map((field) => `f_${field}`);
  return {
    columns: [
      'n',
      'sheet',
      'row',
      'context',
      'cells',
      ...valueColumns(manifest),
      ...markColumns,
      'hard',
      'texts',
    ],
    structure: [
      'n UInt32',
      'sheet String',
      'row UInt32',
      'context UInt8',
      'cells Array(String)',
      ...part.fields.map((field) => `f_${field} String`),
    ].join(', '),
    select: [
      'n',
      'sheet',
      'row',
      'context',
      'cells',
      ...values,
      ...marks(manifest, markValues(manifest, textOf, true)),
      `${hard} AS hard`,
      `if(hard != 0, [${texts.join(', ')}], [])`,
    ].join(', '),
  };
}

/** What a load says to the engine of rows that are known by their places. */
export interface PlacedLoad extends LoadSql {
  readonly place: string;
  readonly where: string;
}

const atPlace = 'place';
/** The first line holds the headers. */
const belowHeader = { place: atPlace, where: `${atPlace} > 0` };

/** Load of a file that the engine reads itself: one header line, comma-separated UTF-8. */
export function bulkLoad(plan: StagePlan, part: BulkFile): PlacedLoad {
  const { manifest } = plan;
  const raw = rawColumns(part);
  const textOf = ({ field }: Column) => {
    const index = part.columns[field];
    return index === undefined ? `''` : `c${index}`;
  };
  const { values, hard } = quickChecks(plan, part, textOf);
  // A cell of any other column is plain only when it is one of few words or a handful of signs; texts and cells of columns
  // that nobody reads may hold anything.
  const strict = new Set(
    manifest.columns
      .filter(
        ({ type, choices = {} }) => type !== 'text' && (type !== 'choice' || Object.keys(choices).length > 0),
      )
      .map(({ field }) => part.columns[field]),
  );
  const broken = raw.flatMap((cell, index) => (strict.has(index) ? [] : [`position(${cell}, '\\n') > 0`]));
  return {
    columns: ['n', 'row', ...valueColumns(manifest), ...markColumns, 'odd', 'hard', 'cells'],
    structure: [...raw, 'surplus'].map((cell) => `${cell} String`).join(', '),
    ...belowHeader,
    select: [
      `${atPlace} + 1 AS n`,
      'n',
      ...values,
      ...marks(manifest, markValues(manifest, textOf, true)),
      [`surplus != ''`, ...broken].join(' OR '),
      `${hard} AS hard`,
      `if(hard != 0, [${raw.join(', ')}], [])`,
    ].join(', '),
  };
}

const rawColumns = (part: BulkFile): string[] =>
  Array.from({ length: part.width }, (_, index) => `c${index}`);

/** Cells of some rows of a file that the engine read itself: they are most of such a file, so the staging does not hold them. */
export function bulkCellsLoad(part: BulkFile, which: string): PlacedLoad {
  const raw = rawColumns(part);
  return {
    columns: ['place', 'as_came'],
    structure: [...raw, 'surplus'].map((cell) => `${cell} String`).join(', '),
    place: atPlace,
    select: `${atPlace} + 1, [${raw.join(', ')}]`,
    where: `${atPlace} + 1 IN (${which})`,
  };
}

/** The columns whose bit is set anywhere in `hard`. */
export function hardColumns(manifest: Manifest, hard: bigint): readonly Column[] {
  return manifest.columns.filter((_, index) => ((hard >> BigInt(bitOf(index))) & 1n) === 1n);
}

/** Reads the rows closely that have cells which are not plain: only `closely` can differ from their quick reading. */
export function closeReading(
  plan: StagePlan,
  part: TextSheet | BulkFile,
  closely: readonly Column[],
): string {
  const { manifest } = plan;
  const bulk = part.kind === 'bulk';
  const textOf = ({ field }: Column): string => {
    const at = bulk ? part.columns[field] : part.fields.indexOf(field);
    if (at === undefined || at < 0) return `''`;
    return bulk ? `trimBoth(cells[${at + 1}])` : `texts[${at + 1}]`;
  };
  const close = new Set(closely);
  const staged = new Set(stagedColumns(manifest));
  const checked = closely.map((column) => ({
    column,
    sql: compileCell(column, `t_${column.field}`, factorOf(column, part.factors), plan),
  }));
  const place = ['n', 'sheet', 'row', 'context', 'odd', 'cells'];
  const copied = manifest.columns.filter((column) => staged.has(column) && !close.has(column));
  const values = checked.filter(({ column }) => staged.has(column));
  const into = [
    ...place,
    ...copied.map(({ field }) => `v_${field}`),
    ...values.map(({ column }) => `v_${column.field}`),
    ...closely.map(({ field }) => `k_${field}`),
    'bad',
    ...markColumns,
  ];
  const staying = copied.map(({ field }) => `v_${field}`);
  const texts = manifest.columns.filter((column) => close.has(column) || !staged.has(column));
  const came = texts.map((column) => `${textOf(column)} AS t_${column.field}`);
  const read = [
    ...place,
    ...staying,
    ...texts.map(({ field }) => `t_${field}`),
    ...values.map(({ column, sql }) => `${sql.value} AS v_${column.field}`),
    ...values.flatMap(({ sql }) => sql.interim ?? []),
  ];
  const select = [
    ...place,
    ...staying,
    ...values.map(({ column }) => `v_${column.field}`),
    ...checked.map(({ column, sql }) => `toUInt8(${sql.fault}) AS k_${column.field}`),
    `${closely.map(({ field }) => `k_${field} != 0`).join(' OR ')} AS bad`,
    ...marks(
      manifest,
      markValues(manifest, (column) => `t_${column.field}`, false),
    ),
  ];
  // Step by step: the engine takes long to understand a long expression that is said again wherever its name stands.
  return `INSERT INTO closely (${into.join(', ')}) SELECT ${select.join(', ')} FROM (SELECT ${read.join(', ')}
    FROM (SELECT ${[...place, ...staying, ...came].join(', ')} FROM staged WHERE hard != 0 AND sheet = ${quoted(bulk ? '' : part.sheet)}))`;
}

/** Where a sheet has its columns, and what its units of money are worth in fen. */
export interface StagedSheet {
  readonly sheet: string;
  readonly columns: Readonly<Record<string, number>>;
  readonly factors: Readonly<Record<string, number>>;
}

/** The checks across cells of a row, with the coarsest unit of the sheets. */
export function rowChecksOf(
  manifest: Manifest,
  sheets: readonly StagedSheet[],
): ReturnType<typeof rowChecks> {
  const fen = manifest.columns
    .filter(({ type }) => type === 'money')
    .flatMap((column) => sheets.map(({ factors }) => factorOf(column, factors)));
  return rowChecks(manifest, Math.max(100, ...fen));
}

/** Faults of a staged row as the quarantine keeps them: code, field and the cell as it came. */
export function faultList(manifest: Manifest, sheets: readonly StagedSheet[]): string {
  const cellOf = (field: string): string => {
    const [first, ...others] = sheets;
    const at = (columns: Readonly<Record<string, number>>) =>
      columns[field] === undefined ? `''` : `cells[${columns[field] + 1}]`;
    if (first === undefined) return `''`;
    const same = others.every(({ columns }) => columns[field] === first.columns[field]);
    if (same) return at(first.columns);
    return `multiIf(${others.map(({ sheet, columns }) => `sheet = ${quoted(sheet)}, ${at(columns)}`).join(', ')}, ${at(first.columns)})`;
  };
  const names = quotedList(['', ...faultCodes]);
  const cut = (text: string) => `substringUTF8(${text}, 1, 500)`;
  const cellFaults = manifest.columns.map(
    ({ field }) => `(${names}[k_${field} + 1], ${quoted(field)}, ${cut(cellOf(field))})`,
  );
  const uscc = manifest.employer?.uscc;
  const ownCode =
    uscc === undefined
      ? []
      : [
          `(if(ident IN (SELECT ident FROM bad_idents), 'bad-uscc', ''), ${quoted(uscc)}, ${cut(cellOf(uscc))})`,
        ];
  const otherCodes = otherCodeFields(manifest).map(
    (field) =>
      `(if(v_${field} IN (SELECT text FROM bad_codes), 'bad-uscc', ''), ${quoted(field)}, ${cut(cellOf(field))})`,
  );
  const places = placeFields(manifest).map(
    (field) =>
      `(if(v_${field} IN (SELECT text FROM unknown_places), 'unknown-place', ''), ${quoted(field)}, ${cut(cellOf(field))})`,
  );
  const keyTexts = manifest.key.map((field) => `ifNull(toString(v_${field}), '')`).join(', ');
  const keyText = manifest.key.length === 1 ? keyTexts : `concatWithSeparator(' | ', ${keyTexts})`;
  const across = rowFaults(rowChecksOf(manifest, sheets), (field) => cut(cellOf(field)));
  const leaps = leapFaults(manifest, (field) => cut(cellOf(field)));
  const own = `code IN (${askingFaults.map(faultNumber).join(', ')})`;
  const whole = `(if(${own}, '', ${names}[code + 1]), ${quoted(manifest.key.join(','))}, if(code = ${faultNumber('mapping-failed')}, said, ${cut(keyText)}))`;
  return `arrayFilter(x -> x.1 != '', [${[...cellFaults, ...ownCode, ...otherCodes, ...places, ...across, ...leaps, whole].join(', ')}])`;
}

/** Columns that name a place of the region tree. */
export const placeFields = ({ checks }: Manifest): readonly string[] => checks?.places ?? [];

/** Columns with a social credit code that is not the row's employer. */
export function otherCodeFields(manifest: Manifest): string[] {
  return manifest.columns
    .filter(
      ({ type, field, personal }) =>
        type === 'uscc' && field !== manifest.employer?.uscc && personal === undefined,
    )
    .map(({ field }) => field);
}

/** The written employers of a delivery, each with its first row and how many of its rows have no fault. */
export const firstsSql = `CREATE TEMPORARY TABLE firsts ENGINE = Memory AS
  SELECT ident, min(n) AS first, countIf(bad = 0) AS good FROM ${stagedRows} GROUP BY ident`;

/** How many employers that are not settled have a first row that was not read closely. */
export const plainlyWritten =
  'SELECT count() AS n FROM firsts WHERE ident NOT IN (SELECT ident FROM idents) AND first NOT IN (SELECT n FROM closely)';

/**
 * Employers as written: code, name and place of the first row of each that is not settled, whole codes first. `rows` are
 * those among which the first rows are.
 */
export function writtenSql(manifest: Manifest, rows: string): string {
  const [uscc, name, place] = employerFields(manifest);
  return `CREATE TEMPORARY TABLE written ENGINE = Memory AS
    SELECT toUInt32(rowNumberInAllBlocks()) AS pos, ident, uscc, name, place, good AS goodRows FROM (
      SELECT n, CAST(${uscc}, 'Nullable(String)') AS uscc, CAST(${name}, 'Nullable(String)') AS name,
        CAST(${place}, 'Nullable(String)') AS place
      FROM ${rows} WHERE n IN (SELECT first FROM firsts WHERE ident NOT IN (SELECT ident FROM idents))
    ) AS texts INNER JOIN firsts ON texts.n = firsts.first
    ORDER BY ifNull(length(uscc), 0) = 18 DESC, first`;
}
