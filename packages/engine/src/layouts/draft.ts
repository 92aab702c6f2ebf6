import { ManifestSchema, unitsOf } from '@miaotou/contracts';
import type { Column, LayoutProblem, Manifest, ManifestInput, MappedColumn } from '@miaotou/contracts';
import { findIndicator } from '@miaotou/domain';
import type { Indicator, SourceFamily } from '@miaotou/domain';
import type { FileReader } from '../sources/index.js';
import { problems } from './problems.js';

type Words = Pick<FileReader, 'headingWords'>;

export interface Drafted {
  readonly manifest: Manifest;
  readonly problems: readonly LayoutProblem[];
}

function doubled(
  columns: readonly MappedColumn[],
  { headingWords }: Words,
  nameOf: (field: string) => string,
) {
  const found: LayoutProblem[] = [];
  const fields = new Set<string>();
  const headings = new Set<string>();
  for (const { field, heading } of columns) {
    const { words } = headingWords(heading);
    if (fields.has(field)) found.push(problems.fieldDoubled(nameOf(field)));
    if (headings.has(words)) found.push(problems.headingDoubled(heading));
    fields.add(field);
    headings.add(words);
  }
  return found;
}

const dated = ({ type }: Pick<Column, 'type'>): boolean => ['day', 'month', 'instant'].includes(type);

/** What is said of a column and does not fit what it holds, or what an earlier version says of it. */
function unfit(column: Column, { heading, unit, order }: MappedColumn): LayoutProblem[] {
  const { type, dateOrder } = column;
  return [
    ...(unit !== null && !unitsOf(type).includes(unit) ? [problems.unitUnfit(heading)] : []),
    ...(order !== null && !dated(column) ? [problems.orderUnfit(heading)] : []),
    ...(order !== null && dateOrder !== undefined && dateOrder !== order
      ? [problems.orderTaken(column.header)]
      : []),
  ];
}

/**
 * Columns that files may do without once a version says so: those that must be there today though their cells may be
 * empty, so that the pipeline lives without them. Never what tells rows, periods and employers apart.
 */
export function relaxableFields({ columns, key, periodField, employer }: Manifest): ReadonlySet<string> {
  const kept = new Set([...key, periodField, employer?.name]);
  return new Set(
    columns.flatMap(({ field, required, present }) =>
      present && !required && !kept.has(field) ? [field] : [],
    ),
  );
}

/**
 * A layout with the headings of an office added to its columns: words that it knows already stay as they are. `relaxed`
 * are columns that files may do without from now on.
 */
export function withMappedHeadings(
  base: Manifest,
  version: number,
  {
    columns: mapped,
    relaxed,
  }: { readonly columns: readonly MappedColumn[]; readonly relaxed: readonly string[] },
  reader: Words,
): Drafted {
  const wordsOf = (text: string) => reader.headingWords(text).words;
  const owners = new Map<string, Column>();
  for (const column of base.columns)
    for (const heading of [column.header, ...column.aliases]) owners.set(wordsOf(heading), column);
  const headerOf = (field: string) => base.columns.find((one) => one.field === field)?.header ?? field;
  const found = doubled(mapped, reader, headerOf);
  const added = new Map<string, MappedColumn>();
  const ordered = new Map<string, MappedColumn['order']>();
  const relaxable = relaxableFields(base);
  for (const field of relaxed) if (!relaxable.has(field)) found.push(problems.notRelaxable(headerOf(field)));
  for (const one of mapped) {
    const owner = owners.get(wordsOf(one.heading));
    const meant = base.columns.find(({ field }) => field === one.field);
    if (one.order !== null && meant?.dateOrder !== one.order) ordered.set(one.field, one.order);
    if (!base.columns.some(({ field }) => field === one.field)) found.push(problems.fieldUnknown(one.field));
    else if (owner === undefined) added.set(one.field, one);
    else if (owner.field !== one.field) found.push(problems.headingTaken(one.heading, owner.header));
    else if (one.unit !== null) found.push(problems.unitKept(one.heading));
    if (meant !== undefined) found.push(...unfit(meant, one));
  }
  if (added.size + ordered.size + relaxed.length === 0 && found.length === 0)
    found.push(problems.nothingNew());
  const columns = base.columns.map((before) => {
    const order = ordered.get(before.field) ?? null;
    const column: Column = {
      ...before,
      ...(order === null ? {} : { dateOrder: order }),
      ...(relaxed.includes(before.field) ? { relaxed: true as const, present: false } : {}),
    };
    const own = added.get(column.field);
    if (own === undefined) return column;
    const units = own.unit === null ? {} : { aliasUnits: { ...column.aliasUnits, [own.heading]: own.unit } };
    return { ...column, aliases: [...column.aliases, own.heading], ...units };
  });
  return { manifest: { ...base, version, columns }, problems: found };
}

type TypedColumn = Pick<Column, 'type'> & { readonly min?: number };

/** How a cell of an indicator's unit is read. */
function columnOf({ unit }: Indicator): TypedColumn {
  switch (unit) {
    case 'fen':
      return { type: 'money' };
    case 'percent':
      return { type: 'percent' };
    case 'flag':
      return { type: 'flag' };
    case 'persons':
    case 'person-times':
    case 'cases':
    case 'items':
    case 'batches':
    case 'posts':
    case 'views':
      return { type: 'count', min: 0 };
    case 'ratio':
    case 'score':
    case 'rank':
    case 'hours':
    case 'days':
    case 'months':
    case 'quarters':
      return { type: 'number' };
  }
}

/** Field of a table in which an indicator stands. */
export const fieldOf = (code: string): string => `v${code.replaceAll('_', '')}`;

/** Whether employers have values of an indicator, so that a table can state them. */
export const statable = ({ grains }: Indicator): boolean => grains.includes('employer');

const parts: Readonly<Record<string, { readonly header: string; readonly type: Column['type'] }>> = {
  uscc: { header: '统一社会信用代码', type: 'uscc' },
  name: { header: '单位名称', type: 'text' },
  place: { header: '所属乡镇', type: 'text' },
  period: { header: '所属期', type: 'month' },
};

export interface TableFacts {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly name: string;
  readonly office: Manifest['office'];
  readonly every: Manifest['cycle']['every'];
}

/** Days after its period by which a table normally arrives, as for the shipped monthly sheets. */
const graceDays = 15;

/** A new table of values: employers, a period that a column or the sheet states, and columns that state indicators. */
export function tableManifest(
  { source, layout, name, office, every }: TableFacts,
  mapped: readonly MappedColumn[],
  reader: Words,
): Drafted {
  const nameOf = (field: string) => parts[field]?.header ?? findIndicator(field)?.name.zh ?? field;
  const found = doubled(mapped, reader, nameOf);
  const orderOf = (part: string) => mapped.find(({ field }) => field === part)?.order ?? null;
  const headingOf = (part: string) => mapped.find(({ field }) => field === part)?.heading;
  const values = mapped.flatMap((one) => {
    if (Object.hasOwn(parts, one.field)) return [];
    const indicator = findIndicator(one.field);
    if (indicator === null || !statable(indicator)) {
      found.push(problems.fieldUnknown(one.field));
      return [];
    }
    const { type } = columnOf(indicator);
    if (one.unit !== null && !unitsOf(type).includes(one.unit)) found.push(problems.unitUnfit(one.heading));
    if (one.order !== null) found.push(problems.orderUnfit(one.heading));
    return [{ ...one, indicator }];
  });
  if (headingOf('name') === undefined) found.push(problems.nameMissing());
  if (values.length === 0) found.push(problems.valuesMissing());
  const partColumns = Object.entries(parts).flatMap(([field, { header, type }]): ManifestInput['columns'] => {
    const heading = headingOf(field);
    // A period that no column states may stand in the sheet's name or title.
    if (heading === undefined && field !== 'period') return [];
    const needed =
      field === 'name' || field === 'period' ? { required: true } : { present: field === 'uscc' };
    const order = type === 'month' ? orderOf(field) : null;
    if (type !== 'month' && orderOf(field) !== null) found.push(problems.orderUnfit(heading ?? header));
    return [
      {
        field,
        header: heading ?? header,
        type,
        ...needed,
        ...(order === null ? {} : { dateOrder: order }),
      },
    ];
  });
  const has = (field: string) => partColumns.some((one) => one.field === field);
  const manifest = ManifestSchema.parse({
    source,
    layout,
    version: 1,
    name: { zh: name, en: name },
    office,
    formats: ['xlsx', 'csv', 'csv.gz'],
    cycle: { every, graceDays },
    periodField: 'period',
    columns: [
      ...(has('name') ? [] : [{ field: 'name', header: '单位名称', type: 'text' as const, required: true }]),
      ...partColumns,
      ...values.map(({ heading, required, unit, indicator }) => ({
        field: fieldOf(indicator.code),
        header: heading,
        ...columnOf(indicator),
        required,
        present: true,
        ...(unit === null ? {} : { unit }),
      })),
    ],
    key: [...(has('uscc') ? ['uscc'] : []), 'name', ...(has('place') ? ['place'] : []), 'period'],
    employer: {
      ...(has('uscc') ? { uscc: 'uscc' } : {}),
      name: 'name',
      ...(has('place') ? { place: 'place' } : {}),
    },
    ...(has('place') ? { checks: { places: ['place'] } } : {}),
    values: values.map(({ indicator: { code } }) => ({ field: fieldOf(code), indicator: code })),
  } satisfies ManifestInput);
  return { manifest, problems: found };
}
