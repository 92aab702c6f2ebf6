/** One of the two tables that hold rows under an employer, and how a slot of it is told: the newest row of a slot counts. */
interface FactTable {
  readonly table: string;
  readonly subject: string;
  readonly also: string;
  readonly slot: readonly string[];
  /** What a row says, beside its slot, its subject and its origin. */
  readonly facts: readonly string[];
}

export const observations: FactTable = {
  table: 'miaotou.observations',
  subject: 'subject_id',
  also: "subject_kind = 'employer' AND ",
  slot: ['indicator', 'period'],
  facts: ['layout', 'region', 'value', 'content'],
};
export const events: FactTable = {
  table: 'miaotou.events',
  subject: 'employer_id',
  also: '',
  slot: ['kind', 'occurred_at', 'event_id'],
  facts: [
    'layout',
    'employer_name',
    'region',
    'industry',
    'persons',
    'amount_fen',
    'months',
    'person_keys',
    'attributes',
  ],
};
export const factTables = [observations, events] as const;

const origin = ['batch_id', 'row', 'sheet'] as const;
const version = '(observed_at, batch_id, row)';
/** The rows that are moved, when not all are. */
export const chosenRows =
  '(batch_id, sheet, row) IN arrayZip({batches:Array(UInt64)}, {sheets:Array(String)}, {rows:Array(UInt32)})';

const kindColumn = ({ table }: FactTable): string => (table === observations.table ? 'subject_kind, ' : '');
const kindValue = ({ table }: FactTable): string => (table === observations.table ? "'employer', " : '');

function into(fact: FactTable): string {
  const columns = [...fact.slot, ...fact.facts, ...origin].join(', ');
  return `INSERT INTO ${fact.table} (${kindColumn(fact)}${fact.subject}, observed_at, retracted, ${columns})`;
}

const told = ({ facts }: FactTable): string => [...facts, ...origin, 'retracted', 'observed_at'].join(', ');

/** Place of a told value, counted from one. */
function at(table: FactTable, name: string): number {
  return [...table.facts, ...origin, 'retracted', 'observed_at'].indexOf(name) + 1;
}

function toldColumns(
  table: FactTable,
  tuple: string,
  replaced: Readonly<Record<string, string>> = {},
): string {
  return [...table.facts, ...origin]
    .map((name) => replaced[name] ?? `${tuple}.${at(table, name)}`)
    .join(', ');
}

/** The newest row of each slot of a subject, or the newest of some of its rows. */
function newest(table: FactTable, subject: 'from' | 'to', rows = 'true'): string {
  const slot = table.slot.join(', ');
  return `SELECT ${slot}, ${subject === 'from'} AS mine, argMax((${told(table)}), ${version}) AS told
  FROM ${table.table} WHERE ${table.also}${table.subject} = {${subject}:String} AND ${rows} GROUP BY ${slot}`;
}

const versionOf = (table: FactTable, tuple: string): string =>
  `(${['observed_at', 'batch_id', 'row'].map((name) => `${tuple}.${at(table, name)}`).join(', ')})`;

/** What both subjects say of each slot of which `from` says something. */
function pairs(table: FactTable, rows = 'true'): string {
  return `SELECT ${table.slot.join(', ')}, anyIf(told, mine) AS own, anyIf(told, NOT mine) AS other, countIf(NOT mine) AS others
  FROM (${newest(table, 'from', rows)} UNION ALL ${newest(table, 'to')}) GROUP BY ${table.slot.join(', ')} HAVING countIf(mine) > 0`;
}

const otherStands = (table: FactTable): string => `others > 0 AND other.${at(table, 'retracted')} = 0`;

/**
 * Standing rows of `from` written again under `to`. Where both say something of one slot, the newer word stays, as it
 * would had they been one employer from the beginning.
 */
export function copyStanding(table: FactTable, rows: string): string {
  return `${into(table)}
SELECT ${kindValue(table)}{to:String}, {at:DateTime64(3, 'UTC')}, 0, ${table.slot.join(', ')}, ${toldColumns(table, 'own', { employer_name: '{name:String}' })}
FROM (${pairs(table, rows)})
WHERE own.${at(table, 'retracted')} = 0 AND NOT (${otherStands(table)} AND ${versionOf(table, 'other')} >= ${versionOf(table, 'own')})`;
}

/**
 * Where the newest row of a slot of `subject` is one that is left out, the newest of the others stands again; where no
 * other stands, the slot is taken back. Running it twice changes nothing more.
 */
export function settleWithout(table: FactTable, subject: 'from' | 'to', leftOut: string): string {
  const gone = at(table, 'retracted');
  return `${into(table)}
SELECT ${kindValue(table)}{${subject}:String}, {at:DateTime64(3, 'UTC')}, if(again, 0, 1), ${table.slot.join(', ')}, ${toldColumns(table, 'said')}
FROM (
  SELECT ${table.slot.join(', ')}, argMax(((${told(table)}), left_out), ${version}) AS newest,
    argMaxIf((${told(table)}), ${version}, NOT left_out) AS kept, countIf(NOT left_out) AS others,
    others > 0 AND kept.${gone} = 0 AS again, if(again, kept, newest.1) AS said
  FROM (SELECT *, ${leftOut} AS left_out FROM ${table.table} WHERE ${table.also}${table.subject} = {${subject}:String})
  GROUP BY ${table.slot.join(', ')}
)
WHERE newest.2 AND (again OR newest.1.${gone} = 0)`;
}

/** Slots of `from` that stand, and those of which `to` says something too. */
export function countStanding(table: FactTable): string {
  return `SELECT count() AS standing, countIf(${otherStands(table)}) AS shared FROM (${pairs(table)}) WHERE own.${at(table, 'retracted')} = 0`;
}

/** Origins of every row that ever stood under `from`. */
export function originsOf(table: FactTable): string {
  return `SELECT batch_id, sheet, row FROM ${table.table} WHERE ${table.also}${table.subject} = {from:String}`;
}

/** Subjects of a list under which some slot stands. */
export function subjectsStanding({ table, also, subject, slot }: FactTable): string {
  return `SELECT DISTINCT subject FROM (
    SELECT ${subject} AS subject, argMax(retracted, ${version}) AS gone FROM ${table}
    WHERE ${also}${subject} IN {subjects:Array(String)} GROUP BY ${subject}, ${slot.join(', ')}
  ) WHERE gone = 0`;
}
