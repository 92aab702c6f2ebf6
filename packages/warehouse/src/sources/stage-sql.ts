import type { Column, Manifest } from '@miaotou/contracts';
import { faultCodes, faultNumber } from '@miaotou/engine';
import type { BulkFile, StagePlan, TextSheet } from '@miaotou/engine';
import { compileCell } from './check-sql.js';
import type { CellSql, CheckBounds } from './check-sql.js';
import { quoted, quotedList } from './sql-text.js';

/** What a load of one sheet or file says to the engine. */
export interface LoadSql {
  readonly columns: readonly string[];
  readonly structure: string;
  readonly select: string;
}

const fenPer = { yuan: 100, 'wan-yuan': 1_000_000 } as const;

function factorOf(column: Column, factors: Readonly<Record<string, number>>): number {
  return factors[column.field] ?? fenPer[column.unit ?? 'yuan'];
}

function compiled(
  manifest: Manifest,
  textOf: (column: Column) => string | null,
  factors: Readonly<Record<string, number>>,
  bounds: CheckBounds,
): { column: Column; sql: CellSql }[] {
  return manifest.columns.map((column) => ({
    column,
    sql: compileCell(column, textOf(column) ?? `''`, factorOf(column, factors), bounds),
  }));
}

/** A value without NULL: hashing nullable columns or tuples goes row by row and costs more than all checks together. */
function plainValue(manifest: Manifest, field: string): string {
  const type = manifest.columns.find((column) => column.field === field)?.type ?? 'text';
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

/** Hash of some fields; the list of those that are missing goes in too, since a missing amount is not an amount of 0. */
function hashed(manifest: Manifest, fields: readonly string[]): string {
  const missing = fields
    .map((field, index) => `bitShiftLeft(toUInt64(isNull(v_${field})), ${index % 64})`)
    .join(' + ');
  return `reinterpretAsUInt128(sipHash128(${[missing, ...fields.map((field) => plainValue(manifest, field))].join(', ')}))`;
}

function employerFields(manifest: Manifest): readonly [string, string, string] {
  const { employer } = manifest;
  const written = (field: string | undefined) =>
    field === undefined ? "CAST(NULL, 'Nullable(String)')" : `v_${field}`;
  return [written(employer?.uscc), written(employer?.name), written(employer?.place)];
}

/** Table in which one delivery is checked. */
export function stageTable(plan: StagePlan, inMemory: boolean): string {
  const cells = compiled(plan.manifest, () => null, {}, plan);
  const typed = cells.map(({ column, sql }) => `v_${column.field} ${sql.type}, k_${column.field} UInt8`);
  return `CREATE TEMPORARY TABLE staged (n UInt32, sheet LowCardinality(String), row UInt32, context UInt8, odd UInt8,
    cells Array(String), bad UInt8, ident UInt64, row_key UInt128, content UInt128, ${typed.join(', ')})
    ENGINE = ${inMemory ? 'Memory' : 'MergeTree ORDER BY n'}`;
}

function checks(manifest: Manifest, cells: readonly { column: Column; sql: CellSql }[]): string[] {
  const kept = manifest.columns.filter(({ personal }) => personal !== 'drop').map(({ field }) => field);
  const [uscc, name, place] = employerFields(manifest);
  return [
    ...cells.flatMap(({ column, sql }) => [
      `${sql.value} AS v_${column.field}`,
      `toUInt8(${sql.fault}) AS k_${column.field}`,
    ]),
    `${cells.map(({ column }) => `k_${column.field} != 0`).join(' OR ')} AS bad`,
    manifest.employer === undefined
      ? 'toUInt64(0) AS ident'
      : `cityHash64(ifNull(${uscc}, ''), ifNull(${name}, ''), ifNull(${place}, '')) AS ident`,
    `${hashed(manifest, manifest.key)} AS row_key`,
    // The hash is over what the cells mean: the same rows in another file format are the same rows.
    `${hashed(manifest, kept)} AS content`,
  ];
}

const checkedColumns = (manifest: Manifest): string[] => [
  ...manifest.columns.flatMap(({ field }) => [`v_${field}`, `k_${field}`]),
  'bad',
  'ident',
  'row_key',
  'content',
];

/** Load of rows that our readers wrote as text. */
export function textLoad(plan: StagePlan, part: TextSheet): LoadSql {
  const { manifest } = plan;
  const there = new Set(part.fields);
  const cells = compiled(
    manifest,
    ({ field }) => (there.has(field) ? `f_${field}` : null),
    part.factors,
    plan,
  );
  return {
    columns: ['n', 'sheet', 'row', 'context', 'odd', 'cells', ...checkedColumns(manifest)],
    structure: [
      'n UInt32',
      'sheet String',
      'row UInt32',
      'context UInt8',
      'cells Array(String)',
      ...part.fields.map((field) => `f_${field} String`),
    ].join(', '),
    select: ['n', 'sheet', 'row', 'context', '0', 'cells', ...checks(manifest, cells)].join(', '),
  };
}

/** Load of a file that the engine reads itself: one header line, comma-separated UTF-8. */
export function bulkLoad(plan: StagePlan, part: BulkFile): LoadSql {
  const { manifest } = plan;
  const raw = Array.from({ length: part.width }, (_, index) => `c${index}`);
  const textOf = ({ field }: Column) => {
    const index = part.columns[field];
    return index === undefined ? null : `trimBoth(c${index})`;
  };
  const cells = compiled(manifest, textOf, part.factors, plan);
  const strict = new Set(
    manifest.columns
      .filter(({ type }) => !['text', 'code', 'choice', 'flag'].includes(type))
      .map(({ field }) => part.columns[field]),
  );
  const free = raw.filter((_, index) => !strict.has(index));
  const odd = [
    `surplus != ''`,
    ...free.map((cell) => `position(${cell}, '\\n') > 0 OR NOT isValidUTF8(${cell})`),
  ];
  return {
    columns: ['n', 'sheet', 'row', 'context', 'odd', 'cells', ...checkedColumns(manifest)],
    structure: [...raw, 'surplus'].map((cell) => `${cell} String`).join(', '),
    select: [
      // The engine hands the lines of one file on in order, so the count is the line.
      'rowNumberInAllBlocks() + 2 AS n',
      `''`,
      'n',
      '0',
      `(${odd.join(' OR ')})`,
      `[${raw.join(', ')}]`,
      ...checks(manifest, cells),
    ].join(', '),
  };
}

/** Faults of a staged row as the quarantine keeps them: code, field and the cell as it came. */
export function faultList(
  manifest: Manifest,
  sheets: readonly { readonly sheet: string; readonly columns: Readonly<Record<string, number>> }[],
): string {
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
  const keyTexts = manifest.key.map((field) => `ifNull(toString(v_${field}), '')`).join(', ');
  const keyText = manifest.key.length === 1 ? keyTexts : `concatWithSeparator(' | ', ${keyTexts})`;
  const whole = `(${names}[code + 1], ${quoted(manifest.key.join(','))}, if(code = ${faultNumber('mapping-failed')}, said, ${cut(keyText)}))`;
  return `arrayFilter(x -> x.1 != '', [${[...cellFaults, ...ownCode, ...otherCodes, whole].join(', ')}])`;
}

/** Columns with a social credit code that is not the row's employer. */
export function otherCodeFields(manifest: Manifest): string[] {
  return manifest.columns
    .filter(
      ({ type, field, personal }) =>
        type === 'uscc' && field !== manifest.employer?.uscc && personal === undefined,
    )
    .map(({ field }) => field);
}

/** Employer as written, from a staged row: code, name and place. */
export function writtenSql(manifest: Manifest): string {
  const [uscc, name, place] = employerFields(manifest);
  return `SELECT ident, any(${uscc}) AS uscc, any(${name}) AS name, any(${place}) AS place, countIf(bad = 0) AS goodRows FROM staged GROUP BY ident`;
}
