import { huilaiCode, huilaiUnits } from '@miaotou/domain';
import type { SubjectKind } from '@miaotou/domain';
import { sqlText } from '../expression/index.js';
import { versionOrder } from './newest.js';
import { touchedTable } from './pass.js';

/** Subjects of which many employers' events tell together. */
export const groupKinds = ['town', 'industry', 'county', 'project'] as const satisfies readonly SubjectKind[];
export type GroupKind = (typeof groupKinds)[number];

/** Whose events are counted together. */
export interface EventSubjects {
  readonly kind: 'employer' | GroupKind;
  /** SQL of the condition on rows as they are stored. */
  readonly where: (some: boolean) => string;
  /** Attributes without which an event's subject is not known. */
  readonly attributes: readonly string[];
  /** SQL of newest events with their `subject`, those without one left out. */
  readonly named: (newest: string, some: boolean) => string;
}

const units = huilaiUnits.map(({ code }) => sqlText(code)).join(', ');
const known = "observed_at <= {knownAt:DateTime64(3, 'UTC')}";

/** Letter of the section that a text of industry tells of; parameters `texts` and `letters`, the caller's reading of the texts. */
const section = (text: string): string =>
  `transform(${text}, {texts:Array(String)}, {letters:Array(String)}, '')`;

/** Industry that the newest event of each employer states, whenever it happened. */
const trades =
  `SELECT employer_id, argMax(stated, (occurred_at, event_id)) AS trade FROM (` +
  `SELECT employer_id, occurred_at, event_id, argMax(industry, ${versionOrder}) AS stated, argMax(retracted, ${versionOrder}) AS gone ` +
  `FROM miaotou.events WHERE employer_id != '' AND ${known} ` +
  `GROUP BY kind, occurred_at, employer_id, event_id HAVING gone = 0 AND stated != '') GROUP BY employer_id`;

/** SQL of the group that a row of an event names by itself; '' for none. */
const namedBy: Readonly<Record<GroupKind, string>> = {
  town: `if(region IN (${units}), region, '')`,
  county: `if(region IN ('', ${sqlText(huilaiCode)}, ${units}), ${sqlText(huilaiCode)}, '')`,
  industry: section('industry'),
  project: `replaceRegexpAll(normalizeUTF8NFKC(attributes['project']), '\\\\s+', '')`,
};

/** Employers are who the rows say; the rest is named by where it happened, by its trade or by its building project. */
export function eventSubjects(kind: EventSubjects['kind']): EventSubjects {
  if (kind === 'employer') {
    return {
      kind,
      attributes: [],
      where: (some) =>
        `employer_id != ''${some ? ` AND employer_id IN (SELECT subject_id FROM ${touchedTable})` : ''}`,
      named: (newest) => `SELECT *, employer_id AS subject FROM (${newest})`,
    };
  }
  // The trade of an employer stands for those of its events that state none, as in the series of counts.
  const traded = (newest: string): string =>
    `SELECT *, ${section("if(industry != '', industry, ifNull(trade, ''))")} AS subject ` +
    `FROM (${newest}) AS told LEFT JOIN (${trades}) AS trades USING (employer_id)`;
  return {
    kind,
    attributes: kind === 'project' ? ['project'] : [],
    where: () => 'true',
    named: (newest, some) =>
      `SELECT * FROM (${kind === 'industry' ? traded(newest) : `SELECT *, ${namedBy[kind]} AS subject FROM (${newest})`}) ` +
      `WHERE subject != ''${some ? ` AND subject IN (SELECT subject_id FROM ${touchedTable})` : ''}`,
  };
}

/**
 * SQL of the groups (subject_id) that a batch may have changed: those of its own events, those that any version of them ever
 * named, and those of the other events of its employers, whose links and trade may have moved. Parameter: `batchId`.
 */
export function touchedGroups(kind: GroupKind): string {
  const own = 'batch_id = {batchId:UInt64}';
  return (
    `SELECT DISTINCT ${namedBy[kind]} AS subject_id FROM miaotou.events ` +
    `WHERE (event_id IN (SELECT event_id FROM miaotou.events WHERE ${own}) ` +
    `OR (employer_id != '' AND employer_id IN (SELECT employer_id FROM miaotou.events WHERE ${own}))) AND subject_id != ''`
  );
}
