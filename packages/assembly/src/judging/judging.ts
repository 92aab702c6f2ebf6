import type { RuleFile } from '@miaotou/contracts';
import { createAlerts, createEvaluation, createLedger, createRuleVersions } from '@miaotou/engine';
import type {
  Alerts,
  Clock,
  Deliveries,
  Effects,
  Evaluation,
  JudgingPorts,
  LayoutBook,
  Ledger,
  LevelsAt,
  LivePush,
  RuleVersions,
  Settings,
} from '@miaotou/engine';
import { alertStore, ledgerStore, rulesRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { loadRuleBook } from '@miaotou/rules';
import { newId } from '@miaotou/runtime';
import { createAlertsWarehouse, createRulesWarehouse } from '@miaotou/warehouse';
import type { Originals, Warehouse } from '@miaotou/warehouse';
import { composeEffects } from '../effects/index.js';
import { manifestsInForce } from '../layouts/index.js';
import { pipelines } from '../sources.js';

/** Indicators that the shipped layouts state. */
const stated = new Map(
  pipelines.flatMap((pipeline) =>
    pipeline.layouts.map(({ manifest, delivers = [] }) => [manifest.layout, delivers] as const),
  ),
);

export interface JudgingOptions {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly live: LivePush;
  readonly deliveries: Deliveries;
  readonly layouts: LayoutBook;
  readonly settings: Pick<Settings, 'nodesByDay' | 'inForce'>;
  /** Incident of an alert; null while it has none. */
  readonly incidentOf: (alertId: number) => Promise<string | null>;
  /** Where rows of kept originals are read back. */
  readonly originals: Originals;
  /** Judges everything anew, because a rule changed. */
  readonly ruleInForce: (ruleId: string, version: number) => Promise<void>;
  /** Hears why the past features of a rule could not be prepared. */
  readonly effectFault: (error: unknown, ruleId: string) => void;
}

export interface Judging {
  readonly evaluation: Evaluation;
  /** What rules are judged with, for whoever judges beside production. */
  readonly judgingPorts: JudgingPorts;
  readonly alerts: Alerts;
  readonly ledger: Ledger;
  readonly ruleVersions: RuleVersions;
  readonly effects: Effects;
}

/** The rules that the program ships, read when they are first asked for. */
function shippedOnce(): () => Promise<readonly RuleFile[]> {
  let read: Promise<readonly RuleFile[]> | null = null;
  return () => (read ??= loadRuleBook().then((rules) => rules.map(({ file }) => file)));
}

/** From facts to signals, alerts and the ledger, composed over open stores. */
export function createJudging({
  records,
  warehouse,
  clock,
  live,
  deliveries,
  layouts,
  incidentOf,
  settings,
  originals,
  ruleInForce,
  effectFault,
}: JudgingOptions): Judging {
  const levelsAt: LevelsAt = async (at, knownAt) =>
    (await settings.inForce('tier-table', at, knownAt)).levels;
  const ledger = createLedger({ records, store: ledgerStore, clock });
  const alerts = createAlerts({
    records,
    store: alertStore,
    warehouse: createAlertsWarehouse(warehouse, originals),
    ledger,
    live,
    incidentOf,
    levelsNow: () => levelsAt(clock.now(), clock.now()),
    layoutNames: async () => new Map((await layouts.known()).map(({ layout, name }) => [layout, name])),
  });
  const sources = {
    layouts: async () =>
      (await manifestsInForce(layouts)).map(
        ({ source, layout, name, cycle: { every, graceDays }, values = [] }) => ({
          source,
          layout,
          name,
          every,
          graceDays,
          eventless: values.length > 0,
          states: [...(stated.get(layout) ?? []), ...values.map(({ indicator }) => indicator)],
        }),
      ),
    deliveries,
    timeNodes: (knownAt: Date) => settings.nodesByDay(knownAt),
    levelsAt,
  };
  const judgingPorts: JudgingPorts = {
    records,
    store: rulesRecords,
    warehouse: createRulesWarehouse(warehouse),
    ...sources,
    clock,
  };
  const evaluation = createEvaluation({ ...judgingPorts, alerts, newId });
  const ruleVersions = createRuleVersions({
    records,
    store: rulesRecords,
    locks: records,
    clock,
    shipped: shippedOnce(),
    inForce: ruleInForce,
  });
  const effects = composeEffects({
    ...sources,
    drafts: ruleVersions,
    records,
    warehouse,
    clock,
    onFault: effectFault,
  });
  return { evaluation, judgingPorts, alerts, ledger, ruleVersions, effects };
}
