import { readFileSync } from 'node:fs';
import {
  createIndicators,
  createInsights,
  createPeople,
  createSettings,
  createSystem,
} from '@miaotou/engine';
import type {
  Clock,
  Deliveries,
  Indicators,
  Insights,
  Inspections,
  Letters,
  People,
  Settings,
  System,
} from '@miaotou/engine';
import { openJobs, openLiveHub } from '@miaotou/queue';
import type { Jobs, LiveHub, WorkOptions } from '@miaotou/queue';
import {
  batchRecords,
  indicatorRecords,
  insightsRecords,
  peopleStore,
  settingRecords,
  systemFactsStore,
} from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { dataPaths, loadSecretKey, systemClock } from '@miaotou/runtime';
import type { Config, Logger } from '@miaotou/runtime';
import { loadRuleBook } from '@miaotou/rules';
import { createIndicatorsWarehouse, createInsightsWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { z } from 'zod';
import { composeDeliveries, composeLetters } from './deliveries/index.js';
import { jobHandlers } from './handlers.js';
import { createDetectionDesk, detectionJob } from './detections/index.js';
import type { DetectionDesk } from './detections/index.js';
import { createEmployerDesk } from './employers/index.js';
import type { EmployerDesk } from './employers/index.js';
import { createIncidentDesk } from './incidents/index.js';
import type { IncidentDesk } from './incidents/index.js';
import { composeInspections } from './inspections/index.js';
import { createJudging } from './judging/index.js';
import type { Judging } from './judging/index.js';
import { createLanding } from './landing/index.js';
import { manifestsInForce, openLayoutBook } from './layouts/index.js';
import type { Landing } from './landing/index.js';
import { noObserver } from './observer.js';
import type { ProductObserver } from './observer.js';
import { createLedgerDesk } from './ledger/index.js';
import type { LedgerDesk } from './ledger/index.js';
import { createMatterDesk } from './matters/index.js';
import type { MatterDesk } from './matters/index.js';
import { createMessageDesk } from './messages/index.js';
import type { MessageDesk } from './messages/index.js';
import { argon2Hasher } from './people/index.js';
import { createReplayDesk } from './replays/index.js';
import type { ReplayDesk } from './replays/index.js';
import { createTextReadings } from './readings/index.js';
import type { TextReadings } from './readings/index.js';
import { pipelines } from './sources.js';
import { bringUpToDate, openCommandStores, openOwnStores, withSideDoor } from './stores/index.js';
import type { Stores } from './stores/index.js';

/** Everything that a program needs, composed once. */
export interface Product
  extends
    Landing,
    Judging,
    EmployerDesk,
    TextReadings,
    MatterDesk,
    LedgerDesk,
    DetectionDesk,
    MessageDesk,
    IncidentDesk,
    ReplayDesk {
  readonly version: string;
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly databaseUrl: string;
  readonly jobs: Jobs;
  readonly live: LiveHub;
  readonly people: People;
  readonly system: System;
  readonly settings: Settings;
  readonly insights: Insights;
  readonly inspections: Inspections;
  readonly indicators: Indicators;
  readonly deliveries: Deliveries;
  readonly letters: Letters;
  /** Begins to take jobs from the queue. */
  work(options?: WorkOptions): Promise<void>;
  /** Finishes or returns the running jobs, then closes every store. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

export interface ProductOptions {
  readonly logger: Logger;
  readonly observer?: ProductObserver;
  readonly clock?: Clock;
  /** `program` owns the data directory; `command` works beside a running program or on its own. */
  readonly as: 'program' | 'command';
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/** Composes the product over open stores; closing it closes them. */
export async function composeProduct(
  config: Config,
  stores: Stores,
  { logger, clock = systemClock, observer = noObserver }: Omit<ProductOptions, 'as'>,
): Promise<Product> {
  const { records, warehouse, databaseUrl } = stores;
  const onError = (error: Error, heldBack = 0) =>
    logger.error({ err: error, heldBack }, 'trouble with the queue');
  const live = await openLiveHub({ redisUrl: config.redisUrl, onError });
  const jobs = await openJobs({ redisUrl: config.redisUrl, databaseUrl, onError });
  const sessionHours = config.sessionHours;
  const people = createPeople({ records, people: peopleStore, hasher: argon2Hasher, clock, sessionHours });
  const settings = createSettings({ records, store: settingRecords, clock });
  const system = createSystem({ records, facts: systemFactsStore, clock, live, version });
  const book = openLayoutBook(records, pipelines);
  const deliveries = composeDeliveries({ records, warehouse, clock, layouts: book });
  const secret = await loadSecretKey(config.secretKey, dataPaths(config.dataDir).secretKey);
  const messageDesk = createMessageDesk({
    records,
    secret,
    networks: config.channelNetworks,
    publicUrl: config.publicUrl,
    clock,
    live,
    listener: { progressed: (tx, steps) => incidentDesk.incidents.listener.progressed(tx, steps) },
    onFault: (error, where) => logger.error({ err: error, where }, 'a message could not be sent'),
  });
  const landing = createLanding({
    records,
    warehouse,
    dataDir: config.dataDir,
    secret,
    shipped: pipelines,
    endpoints: config.pulls,
    folders: config.folders,
    enqueue: async (batchId) => {
      await jobs.add('import-file', { batchId: String(batchId) }, { key: `import-${batchId}` });
    },
    clock,
    live,
    batchDone: async (batchId) => {
      const batch = await batchRecords.find(records.read, batchId);
      // The demonstration is judged month by month by the one who loads it, in the order in which it came.
      if (batch?.via === 'demo') return;
      await jobs.add(
        'evaluate',
        { reason: 'batch', batchId: String(batchId) },
        { key: `evaluate-${batchId}` },
      );
    },
    onFault: (error, where) => logger.error({ err: error, where }, 'a delivery could not be taken in'),
  });
  const judging = createJudging({
    records,
    warehouse,
    clock,
    live,
    deliveries,
    layouts: book,
    settings,
    incidentOf: (alertId) => incidentDesk.incidents.ofAlert(alertId),
    originals: landing.files,
    effectFault: (error, ruleId) =>
      logger.error({ err: error, ruleId }, 'the past features of a rule could not be prepared'),
    ruleInForce: async (ruleId, inForce) => {
      await jobs.add('evaluate', { reason: 'manual' }, { key: `evaluate-rule-${ruleId}-${inForce}` });
    },
  });
  const incidentDesk = createIncidentDesk({
    records,
    alerts: judging.alerts,
    outbox: messageDesk.messages.outbox,
    settings,
    live,
    phones: messageDesk.messages.phones,
    secret,
    clock,
    loading: async () => (await system.demo()) === 'asked',
  });
  const replayDesk = createReplayDesk({ judging: judging.judgingPorts, warehouse, jobs, settings });
  const inspections = composeInspections({
    records,
    ledger: judging.ledger,
    outbox: messageDesk.messages.outbox,
    clock,
  });
  const ledgerDesk = createLedgerDesk({
    records,
    ledger: judging.ledger,
    outbox: messageDesk.messages.outbox,
    settings,
    rootFolder: config.ledgerRootDir,
    clock,
  });
  const matterDesk = createMatterDesk({ records, warehouse, clock, evaluation: judging.evaluation });
  const letters = composeLetters({
    records,
    warehouse,
    clock,
    deliveries,
    layouts: book,
    files: landing.files,
    form: config.letter,
  });
  const desk = createEmployerDesk({
    records,
    warehouse,
    originals: landing.files,
    clock,
    ledger: judging.ledger,
    reevaluate: async (cause) => {
      await jobs.add('evaluate', { reason: 'manual' }, { key: `evaluate-employers-${cause}` });
    },
  });
  const indicators = createIndicators({
    names: {
      employers: (ids) => indicatorRecords.employers(records.read, ids),
      fileNames: (ids) => indicatorRecords.fileNames(records.read, ids),
    },
    warehouse: createIndicatorsWarehouse(warehouse),
    layouts: book,
    clock,
    gaps: (knownAt) => deliveries.gaps(knownAt),
  });
  const texts = createTextReadings({
    records,
    warehouse,
    clock,
    changed: async (batchId) => {
      await jobs.add('evaluate', { reason: 'batch', batchId }, { key: `evaluate-reading-${batchId}` });
    },
  });
  const { close: endDetecting, ...detecting } = createDetectionDesk({
    records,
    warehouse,
    clock,
    layouts: book,
    deliveries,
  });
  const insights = createInsights({
    records,
    facts: insightsRecords,
    warehouse: createInsightsWarehouse(warehouse),
    clock,
    gaps: (knownAt) => deliveries.gaps(knownAt),
    weights: () => settings.versionInForce('index-weights', clock.now()),
    matterCounts: (window) => matterDesk.matters.counts(window),
    layouts: () => landing.imports.layouts(clock.now()),
    graceDays: async () =>
      new Map((await manifestsInForce(book)).map(({ layout, cycle }) => [layout, cycle.graceDays])),
    unanswered: async (viewer, pageSize) => {
      const query = { state: ['open' as const], sort: 'urgency' as const, page: 1, pageSize };
      return (await judging.alerts.list(query, viewer)).items;
    },
    inspectionsOf: async (employer, viewer) => {
      const query = { employer, view: 'all' as const, state: 'all' as const, page: 1, pageSize: 200 };
      return (await inspections.list(query, viewer)).items;
    },
    alertsOf: async (employer, viewer) => {
      const query = { employer, sort: 'opened' as const, page: 1, pageSize: 200 };
      return (await judging.alerts.list(query, viewer)).items;
    },
  });
  const parts = {
    version,
    config,
    logger,
    clock,
    records,
    warehouse,
    databaseUrl,
    jobs,
    live,
    people,
    system,
    settings,
  };
  const detectSoon = async (asOf?: string): Promise<void> => {
    const { payload, options } = detectionJob(clock.now(), asOf);
    await jobs.add('detect', payload, options);
  };
  const evaluateDetected = async (detectionRunId: string, asOf?: string): Promise<void> => {
    const payload = { reason: 'detection' as const, detectionRunId, ...(asOf === undefined ? {} : { asOf }) };
    await jobs.add('evaluate', payload, { key: `evaluate-detection-${detectionRunId}` });
  };
  const handlers = jobHandlers(
    {
      ...landing,
      ...judging,
      ...desk,
      ...matterDesk,
      ...ledgerDesk,
      ...detecting,
      ...messageDesk,
      ...incidentDesk,
      ...replayDesk,
      detectSoon,
      evaluateDetected,
      letters,
      system,
      clock,
    },
    observer,
  );
  return {
    ...parts,
    ...landing,
    ...judging,
    ...desk,
    ...texts,
    ...matterDesk,
    ...ledgerDesk,
    ...detecting,
    ...messageDesk,
    ...incidentDesk,
    ...replayDesk,
    insights,
    inspections,
    indicators,
    deliveries,
    letters,
    work: (options) => jobs.work(handlers, options),
    close: async (options) => {
      await jobs.close(options);
      await judging.effects.close();
      await endDetecting();
      await live.close();
      await stores.close();
    },
  };
}

/** Puts the rule book that the program ships in force, so that whatever judges next judges by it. */
async function publishRuleBook({ ruleVersions, logger }: Product): Promise<void> {
  const book = await loadRuleBook();
  const left = await ruleVersions.publishShipped(book.map(({ file }) => file));
  if (left.length > 0) {
    logger.info(
      { rules: left.map(({ id }) => id) },
      'the office has versions of its own; the shipped ones wait',
    );
  }
}

/** Opens the stores, brings them to the newest schema, composes the product over them and puts the rule book in force. */
export async function openProduct(config: Config, options: ProductOptions): Promise<Product> {
  const { logger } = options;
  const program = options.as === 'program';
  let stores = await (program ? openOwnStores : openCommandStores)(config, logger);
  try {
    // A guest leaves the schema to the program that it visits.
    if (!stores.guest) await bringUpToDate(stores, logger);
    if (program) stores = await withSideDoor(config, stores);
    const product = await composeProduct(config, stores, options);
    if (!stores.guest) {
      await publishRuleBook(product);
      await product.openChannels();
    }
    return product;
  } catch (error) {
    await stores.close();
    throw error;
  }
}
