import { z } from 'zod';
import {
  addDays,
  dayOf,
  daysBetween,
  eventKinds,
  isWorkday,
  sourceFamilies,
  tierRank,
} from '@miaotou/domain';
import type { PassRequest, PassResult, PassRow, RulesWarehouse, SignalRow } from '@miaotou/engine';
import {
  askedTable,
  calendarFromParameter,
  compileEventPass,
  compileSubjectPass,
  coverageParameter,
  freshParameter,
  gapParameters,
  judgedGroups,
  notJudged,
  proceedingOver,
  touchedGroups,
  touchedTable,
  workdaysParameter,
} from '@miaotou/rules';
import type { CompiledPass, GroupKind } from '@miaotou/rules';
import { defineQuery } from '../client/index.js';
import { industryTextsOf } from '../industries/index.js';
import type { CallOptions, Warehouse } from '../client/index.js';

const Count = z.union([z.number(), z.string()]).transform(Number);

const touchedEmployers = defineQuery({
  name: 'rules.touchedEmployers',
  sql: `SELECT count() AS employers FROM (
    SELECT subject_id FROM miaotou.observations WHERE batch_id = {batchId:UInt64} AND subject_kind = 'employer'
    UNION DISTINCT SELECT employer_id FROM miaotou.events WHERE batch_id = {batchId:UInt64} AND employer_id != '')`,
  params: z.object({ batchId: z.string() }),
  row: z.object({ employers: Count }),
});

const touchedDays = defineQuery({
  name: 'rules.touchedDays',
  sql: `SELECT kind, toString(toDate(toTimeZone(occurred_at, 'Asia/Shanghai'))) AS day, max(employer_id != '') AS employed
    FROM miaotou.events WHERE batch_id = {batchId:UInt64} GROUP BY kind, day ORDER BY day, kind`,
  params: z.object({ batchId: z.string() }),
  row: z.object({ kind: z.enum(eventKinds), day: z.iso.date(), employed: Count }),
});

const withdrawnEvents = defineQuery({
  name: 'rules.withdrawnEvents',
  sql: `SELECT DISTINCT event_id FROM miaotou.events WHERE batch_id = {batchId:UInt64} AND retracted = 1`,
  params: z.object({ batchId: z.string() }),
  row: z.object({ event_id: z.string() }),
});

const touchedPeriods = defineQuery({
  name: 'rules.touchedPeriods',
  sql: `SELECT layout, toString(period) AS period FROM miaotou.observations
    WHERE batch_id = {batchId:UInt64} AND subject_kind = 'employer' GROUP BY layout, period ORDER BY period, layout`,
  params: z.object({ batchId: z.string() }),
  row: z.object({ layout: z.string(), period: z.iso.date() }),
});

const newestWatermarks = defineQuery({
  name: 'rules.watermarks',
  sql: `SELECT source, layout, toString(max(complete_through)) AS through FROM miaotou.watermarks
    WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} AND batch_id != {without:UInt64} GROUP BY source, layout`,
  params: z.object({ knownAt: z.date(), without: z.string() }),
  row: z.object({ source: z.enum(sourceFamilies), layout: z.string(), through: z.iso.date() }),
});

const batchWatermarks = defineQuery({
  name: 'rules.batchWatermarks',
  sql: `SELECT source, layout, toString(max(complete_through)) AS through FROM miaotou.watermarks
    WHERE batch_id = {batchId:UInt64} GROUP BY source, layout`,
  params: z.object({ batchId: z.string() }),
  row: z.object({ source: z.enum(sourceFamilies), layout: z.string(), through: z.iso.date() }),
});

/** Signals are written as text lines; more at once would hold the event loop. */
const signalBlock = 2_000;

/** A tier or feature as the engine gives it. */
type Cell = number | string | boolean | null;

const isCell = (value: unknown): value is Cell =>
  value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';

/** Checked by hand: a hundred thousand rows of some forty cells each go through here. */
const Cells = z.custom<readonly Cell[]>((value) => Array.isArray(value) && value.every(isCell));
const Rank = z.number().nullable();
const PassLine = z.object({
  subject_id: z.string(),
  as_of: z.iso.datetime(),
  region: z.string(),
  occurred_at: z.iso.datetime().optional(),
  employer_id: z.string().optional(),
  label: z.string().optional(),
  cells: Cells,
});

/** Columns of the rules' tiers and features, each once, in the order in which a row gives them. */
function cellColumns(pass: CompiledPass): readonly string[] {
  return [...new Set(pass.rules.flatMap(({ tier, features }) => [tier, ...features.values()]))];
}

/** Reads the rows of a pass: where each rule's tier and features stand is settled once for all rows. */
function rowReader(pass: CompiledPass): (line: z.infer<typeof PassLine>) => PassRow {
  const places = new Map(cellColumns(pass).map((column, at) => [column, at]));
  const layout = pass.rules.map(({ rule, tier, features }) => ({
    id: rule.file.id,
    tier: places.get(tier) ?? -1,
    features: [...features].map(([name, column]) => ({ name, at: places.get(column) ?? -1 })),
  }));
  return ({ cells, ...line }) => {
    const rules: PassRow['rules'] = new Map(
      layout.flatMap(({ id, tier, features }) => {
        const rank = Rank.parse(cells[tier]);
        if (rank === notJudged) return [];
        const values: Record<string, Cell> = {};
        for (const { name, at } of features) values[name] = cells[at] ?? null;
        const over = rank === proceedingOver;
        return [[id, { rank: over ? 0 : rank, features: values, over }] as const];
      }),
    );
    const { occurred_at: at, employer_id: employerId = '', label = '' } = line;
    return {
      subjectId: line.subject_id,
      asOf: new Date(line.as_of),
      region: line.region,
      event: at === undefined ? null : { occurredAt: new Date(at), employerId, label },
      rules,
    };
  };
}

/** What names the subject of a row. */
const subjectColumns = (ofEvents: boolean): string =>
  ofEvents ? 'subject_id, as_of, region, occurred_at, employer_id, label' : 'subject_id, as_of, region';

/** What a pass judges. */
export type Judged = 'employer' | 'event' | GroupKind;

const touchedEvents =
  'SELECT DISTINCT event_id AS subject_id FROM miaotou.events WHERE batch_id = {batchId:UInt64}';
const touchedEmployersSql = `SELECT subject_id FROM miaotou.observations WHERE batch_id = {batchId:UInt64} AND subject_kind = 'employer'
       UNION DISTINCT SELECT employer_id FROM miaotou.events WHERE batch_id = {batchId:UInt64} AND employer_id != ''`;

/** SQL of what a pass over one batch has to judge. */
function touchedSql(kind: Judged): string {
  if (kind === 'event') return touchedEvents;
  return kind === 'employer' ? touchedEmployersSql : touchedGroups(kind);
}

async function fillTables(
  own: Warehouse,
  request: PassRequest,
  kind: Judged,
  texts: Record<string, unknown>,
): Promise<void> {
  await own.command(`CREATE TEMPORARY TABLE ${askedTable} (subject_id String)`);
  await own.insert(
    askedTable,
    request.asked.map((subject_id) => ({ subject_id })),
  );
  const { batchId, detectionRunId } = request;
  if (detectionRunId !== undefined && kind !== 'employer' && kind !== 'event') {
    const judged = `CREATE TEMPORARY TABLE ${touchedTable} AS ${judgedGroups(kind)}`;
    await own.command(judged, { detectionRunId });
  }
  if (batchId === null) return;
  const touched = `CREATE TEMPORARY TABLE ${touchedTable} AS ${touchedSql(kind)}`;
  await own.command(touched, { batchId, ...texts });
}

/** No value is older than the engine's first day. */
const firstDay = '1970-01-01';

function parametersOf(request: PassRequest, pass: CompiledPass): Record<string, unknown> {
  const { moments, knownAt, covered, values } = request;
  const coverage = pass.coveredWindows.map(
    (one) =>
      [
        coverageParameter(one),
        moments.map((at) => Number(covered(one.kind, one.window, at, one.before))),
      ] as const,
  );
  const ages = pass.newestOf.flatMap((indicator) => {
    const gaps = values.gaps(indicator);
    const { from, through } = gapParameters(indicator);
    return [
      [freshParameter(indicator), moments.map((at) => values.freshFrom(indicator, at) ?? firstDay)],
      [from, gaps.map((gap) => gap.from)],
      [through, gaps.map((gap) => gap.through)],
    ] as const;
  });
  return { asOf: moments.at(-1), moments, knownAt, ...Object.fromEntries([...coverage, ...ages]) };
}

/** Years to each side of the judged moments in which working days are counted. */
const calendarYears = 3;

/** The working days up to each day around the moments. */
function workdayTable(moments: readonly Date[]): Record<string, unknown> {
  const [first = new Date(), last = first] = [moments[0], moments.at(-1)];
  const from = addDays(dayOf(first), -366 * calendarYears);
  const days = daysBetween(from, dayOf(last)) + 366 * calendarYears;
  let counted = 1;
  const upTo = Array.from({ length: days }, (_, at) => (counted += Number(isWorkday(addDays(from, at)))));
  return { [calendarFromParameter]: from, [workdaysParameter]: upTo };
}

/** Fills the tables that a pass stands on, on a connection of its own, and hands it over with the pass's parameters. */
export async function withPass<T>(
  warehouse: Warehouse,
  pass: CompiledPass,
  request: PassRequest,
  kind: Judged,
  options: CallOptions,
  work: (own: Warehouse, parameters: Readonly<Record<string, unknown>>) => Promise<T>,
): Promise<T> {
  const texts = kind === 'industry' ? await industryTextsOf(warehouse) : {};
  return warehouse.exclusive(async (own) => {
    await fillTables(own, request, kind, texts);
    const calendar = kind === 'event' ? workdayTable(request.moments) : {};
    const parameters = { ...parametersOf(request, pass), ...texts, ...calendar };
    for (const { table, sql } of pass.before)
      await own.command(`CREATE TEMPORARY TABLE ${table} AS ${sql}`, parameters, options);
    return work(own, parameters);
  });
}

async function runPass(
  warehouse: Warehouse,
  pass: CompiledPass,
  request: PassRequest,
  kind: Judged,
  options: CallOptions,
): Promise<PassResult> {
  return withPass(warehouse, pass, request, kind, options, async (own, parameters) => {
    const subject = subjectColumns(kind === 'event');
    const cells = cellColumns(pass).join(', ');
    await own.command(
      `CREATE TEMPORARY TABLE judged AS SELECT ${subject}, ${cells} FROM (${pass.sql})`,
      parameters,
      options,
    );
    const hit = pass.rules.map(({ tier }) => `ifNull(${tier}, 0) > 0`).join(' OR ');
    const lines = await own.run(
      // Bare lists: names on every value would be most of the text.
      `SELECT ${subject}, tuple(${cells}) AS cells FROM judged
         WHERE subject_id IN (SELECT subject_id FROM judged WHERE ${hit} UNION ALL SELECT subject_id FROM ${askedTable})
         ORDER BY subject_id, as_of SETTINGS output_format_json_named_tuples_as_objects = 0`,
      {},
      PassLine,
      options,
    );
    const counts = pass.rules.map(({ tier }, at) => `countIf(isNull(${tier})) AS c${at}`);
    const [totals] = await own.run(
      `SELECT count() AS subjects, ${counts.join(', ')} FROM judged WHERE as_of = {asOf:DateTime64(3, 'UTC')}`,
      { asOf: request.moments.at(-1) },
      z.record(z.string(), Count),
      options,
    );
    const abstained = new Map(pass.rules.map(({ rule }, at) => [rule.file.id, totals?.[`c${at}`] ?? 0]));
    return { rows: lines.map(rowReader(pass)), subjects: totals?.['subjects'] ?? 0, abstained };
  });
}

function signalLine(runId: string, signal: SignalRow): Record<string, unknown> {
  return {
    rule_id: signal.ruleId,
    rule_version: signal.ruleVersion,
    subject_kind: signal.subjectKind,
    subject_id: signal.subjectId,
    region: signal.region,
    tier: tierRank(signal.tier),
    as_of: signal.asOf,
    known_at: signal.knownAt,
    run_id: runId,
    evidence: JSON.stringify(signal.evidence),
  };
}

/** Evaluation over the warehouse: one compiled query per subject kind and run. */
export function createRulesWarehouse(warehouse: Warehouse): RulesWarehouse {
  return {
    async touched(batchId) {
      const [counted] = await warehouse.query(touchedEmployers, { batchId });
      const days = await warehouse.query(touchedDays, { batchId });
      const withdrawn = await warehouse.query(withdrawnEvents, { batchId });
      const periods = await warehouse.query(touchedPeriods, { batchId });
      const marks = await warehouse.query(batchWatermarks, { batchId });
      return {
        employers: counted?.employers ?? 0,
        days: days.map(({ kind, day, employed }) => ({ kind, day, employed: employed > 0 })),
        withdrawn: withdrawn.map(({ event_id: id }) => id),
        periods,
        watermarks: marks.map(({ source, layout, through }) => ({
          source,
          layout,
          completeThrough: through,
        })),
      };
    },
    async watermarks(knownAt, without = '0') {
      const marks = await warehouse.query(newestWatermarks, { knownAt, without });
      return marks.map(({ source, layout, through }) => ({ source, layout, completeThrough: through }));
    },
    employers(request, signal) {
      const shape = { some: request.batchId !== null, grid: request.moments.length > 1 };
      const pass = compileSubjectPass('employer', request.rules, shape);
      return runPass(warehouse, pass, request, 'employer', { signal });
    },
    groups(kind, request, signal) {
      const some = request.batchId !== null || request.detectionRunId !== undefined;
      const shape = { some, grid: request.moments.length > 1 };
      return runPass(warehouse, compileSubjectPass(kind, request.rules, shape), request, kind, { signal });
    },
    events(request, signal) {
      const pass = compileEventPass(request.rules, { some: request.batchId !== null });
      return runPass(warehouse, pass, request, 'event', { signal });
    },
    async appendSignals(runId, signals) {
      for (let start = 0; start < signals.length; start += signalBlock) {
        const block = signals.slice(start, start + signalBlock);
        await warehouse.insert(
          'miaotou.signals',
          block.map((signal) => signalLine(runId, signal)),
        );
      }
    },
  };
}
