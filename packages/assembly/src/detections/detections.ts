import {
  createDetectionRun,
  createDetections,
  createHotspots,
  scanHotspots,
  toldSpans,
} from '@miaotou/engine';
import type {
  Clock,
  Deliveries,
  DetectionRunInput,
  DetectionSummary,
  Detections,
  Hotspots,
  LayoutBook,
} from '@miaotou/engine';
import { indicatorRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { newId } from '@miaotou/runtime';
import {
  createDeliveriesWarehouse,
  createDetectionsWarehouse,
  createHotspotsWarehouse,
  createIndicatorsWarehouse,
} from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { createJudges } from './judges.js';
import { openTaskPool } from './pool.js';

/** Statistical detections and hotspots: what is read, and the run that keeps them. */
export interface DetectionDesk {
  readonly detections: Detections;
  readonly hotspots: Hotspots;
  readonly detect: (
    input: DetectionRunInput,
    control: { readonly signal: AbortSignal },
  ) => Promise<DetectionSummary>;
}

export interface DetectionDeskOptions {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly layouts: LayoutBook;
  readonly deliveries: Deliveries;
}

/** Composes the detectors over open stores; closing ends their threads. */
export function createDetectionDesk({
  records,
  warehouse,
  clock,
  layouts,
  deliveries,
}: DetectionDeskOptions): DetectionDesk & { readonly close: () => Promise<void> } {
  const pool = openTaskPool();
  const judges = createJudges(pool);
  const own = createDetectionsWarehouse(warehouse);
  const scans = createHotspotsWarehouse(warehouse);
  const indicators = createIndicatorsWarehouse(warehouse);
  const arrivals = createDeliveriesWarehouse(warehouse);
  const told = {
    layouts,
    spans: (knownAt: Date) => indicators.spans(knownAt),
    kindsOf: (names: readonly string[]) => arrivals.kindsOf(names),
  };
  const shared = {
    warehouse: own,
    judges,
    told: (knownAt: Date) => toldSpans(told, knownAt),
    gaps: (knownAt: Date) => deliveries.gaps(knownAt),
    clock,
  };
  const run = createDetectionRun({
    ...shared,
    newId,
    also: (reading) => scanHotspots({ ...reading, warehouse: scans, scanner: judges }),
  });
  return {
    detections: createDetections({
      ...shared,
      fileNames: (ids) => indicatorRecords.fileNames(records.read, ids),
    }),
    hotspots: createHotspots({ warehouse: scans, clock }),
    // Two runs at once would each keep what the other keeps as well.
    detect: (input, control) => records.underLock('detections', () => run(input, control)),
    close: () => pool.close(),
  };
}
