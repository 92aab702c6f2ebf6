import { randomUUID } from 'node:crypto';
import type { RuleFile } from '@miaotou/contracts';
import {
  createAlerts,
  createDeliveries,
  createEvaluation,
  createRuleVersions,
  createLedger,
} from '@miaotou/engine';
import type { Alerts, Evaluation, LayoutCycle, Ledger, LiveEvent, RuleVersions } from '@miaotou/engine';
import { alertStore, deliveriesRecords, drizzleOf, ledgerStore, rulesRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { loadRuleBook } from '@miaotou/rules';
import { testRecords } from '@miaotou/testkit';
import { createAlertsWarehouse, createDeliveriesWarehouse, createRulesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { sql } from 'drizzle-orm';

/** Layouts of the tests: four that must report each month, and an archive. */
export const layouts: readonly LayoutCycle[] = (
  [
    ['complaints', 'inspection-register', 'month'],
    ['complaints', 'wage-claims', 'none'],
    ['disputes', 'arbitration-cases', 'month'],
    ['petitions', 'petition-register', 'month'],
    ['opinion', 'opinion-monitoring', 'month'],
    ['opinion', 'strike-map', 'none'],
    ['tax', 'tax-arrears-notice', 'quarter'],
    ['social-insurance', 'si-arrears', 'month'],
  ] as const
).map(([source, layout, every]) => ({
  source,
  layout,
  every,
  graceDays: 10,
  name: { zh: layout, en: layout },
}));

/** Every raw row of these tests is stored in the warehouse. */
const noOriginals = { lines: () => Promise.resolve(new Map<number, string>()) };

/** Evaluation, alerts and ledger over real stores, with a clock to turn. */
export interface EvaluationHouse {
  readonly records: OpenRecords;
  readonly evaluation: Evaluation;
  readonly ruleVersions: RuleVersions;
  readonly alerts: Alerts;
  readonly ledger: Ledger;
  readonly pushed: LiveEvent[];
  now: Date;
  /** Live alerts as `rule subject tier`, sorted. */
  live(): Promise<string[]>;
}

/** A house with rules of its own, or with those that the program ships. */
export async function openHouse(
  warehouse: Warehouse,
  now: Date,
  book?: readonly RuleFile[],
): Promise<EvaluationHouse> {
  const records = await testRecords();
  const pushed: LiveEvent[] = [];
  const house = { now };
  const clock = { now: () => house.now };
  const ledger = createLedger({ records, store: ledgerStore, clock });
  const alerts = createAlerts({
    records,
    store: alertStore,
    warehouse: createAlertsWarehouse(warehouse, noOriginals),
    ledger,
    live: { publish: (event) => void pushed.push(event) },
    levelsNow: async () => [],
    incidentOf: async () => null,
    layoutNames: async () => new Map(layouts.map(({ layout, name }) => [layout, name])),
  });
  const evaluation = createEvaluation({
    records,
    store: rulesRecords,
    warehouse: createRulesWarehouse(warehouse),
    alerts,
    layouts: async () => layouts,
    deliveries: createDeliveries({
      records,
      store: deliveriesRecords,
      warehouse: createDeliveriesWarehouse(warehouse),
      layouts: async () =>
        layouts.map((layout) => ({ ...layout, office: { code: 'O20', name: layout.name }, dated: true })),
      clock,
    }),
    // The cases say what rules give by themselves; nodes have their own.
    timeNodes: async () => () => [],
    levelsAt: async () => [],
    clock,
    newId: randomUUID,
  });
  const ruleVersions = createRuleVersions({
    records,
    store: rulesRecords,
    locks: records,
    clock,
    shipped: async () => [],
    inForce: async () => undefined,
  });
  await ruleVersions.publishShipped(book ?? (await loadRuleBook()).map(({ file }) => file));
  const live = async (): Promise<string[]> => {
    const found = await drizzleOf(records.read).execute<{ line: string }>(
      sql`select rule_id || ' ' || subject_id || ' ' || tier as line from alerts where closed_at is null order by 1`,
    );
    return found.rows.map(({ line }) => line);
  };
  return Object.assign(house, { records, evaluation, ruleVersions, alerts, ledger, pushed, live });
}

/** For calls that are neither watched nor cancelled. */
export const quietly = { signal: new AbortController().signal, progress: () => undefined };

export interface EventRow {
  readonly kind: string;
  readonly key: string;
  readonly employer: string;
  readonly at: Date;
  readonly knownAt: Date;
  readonly batch: number;
  readonly row?: number;
  readonly sheet?: string;
  readonly persons?: number | null;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly retracted?: boolean;
  readonly layout?: string;
  readonly region?: string;
  readonly industry?: string;
}

/** Events as an import writes them. */
export async function insertEvents(warehouse: Warehouse, rows: readonly EventRow[]): Promise<void> {
  await warehouse.insert(
    'miaotou.events',
    rows.map((row) => ({
      kind: row.kind,
      layout: row.layout ?? 'inspection-register',
      event_id: row.key,
      employer_id: row.employer,
      employer_name: row.employer,
      region: row.region ?? '445224101',
      industry: row.industry ?? '',
      occurred_at: row.at,
      observed_at: row.knownAt,
      persons: row.persons === undefined ? 1 : row.persons,
      amount_fen: null,
      months: null,
      person_keys: [],
      attributes: row.attributes ?? {},
      retracted: row.retracted === true ? 1 : 0,
      batch_id: row.batch,
      row: row.row ?? 1,
      sheet: row.sheet ?? '',
    })),
  );
}

/** Marks layouts as complete through a day. */
export async function insertWatermarks(
  warehouse: Warehouse,
  names: readonly string[],
  through: string,
  knownAt: Date,
  batch: number,
): Promise<void> {
  await warehouse.insert(
    'miaotou.watermarks',
    layouts
      .filter(({ layout }) => names.includes(layout))
      .map(({ source, layout }) => ({
        source,
        layout,
        office: 'O20',
        region: '',
        complete_through: through,
        observed_at: knownAt,
        batch_id: batch,
      })),
  );
}
