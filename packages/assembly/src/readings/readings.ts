import { createReadings, createTopics } from '@miaotou/engine';
import type { Clock, Readings, ReadingsDeps, Topics } from '@miaotou/engine';
import { topicsOf } from '@miaotou/reading';
import { readingCorrectionRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { createReadingsWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';

/** What the machine reads of texts, as the product offers it. */
export interface TextReadings {
  readonly readings: Readings;
  readonly topics: Topics;
}

/** Composes the readings over open stores. */
export function createTextReadings(parts: {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly changed: ReadingsDeps['changed'];
}): TextReadings {
  const { records, clock, changed } = parts;
  const warehouse = createReadingsWarehouse(parts.warehouse);
  const corrections = readingCorrectionRecords;
  return {
    readings: createReadings({ records, corrections, warehouse, locks: records, clock, changed }),
    topics: createTopics({ warehouse, group: topicsOf, clock }),
  };
}
