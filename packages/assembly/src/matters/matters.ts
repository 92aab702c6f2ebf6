import { createMatters } from '@miaotou/engine';
import type { Clock, Evaluation, Matters } from '@miaotou/engine';
import { insightsRecords, matterRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { createMattersWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { manifests } from '../sources.js';

/** Quarrels across channels, and the evaluation that brings them up to date before it judges. */
export interface MatterDesk {
  readonly matters: Matters;
  readonly evaluation: Evaluation;
}

/** Composes the matters over open stores. */
export function createMatterDesk({
  records,
  warehouse,
  clock,
  evaluation,
}: {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly evaluation: Evaluation;
}): MatterDesk {
  const matters = createMatters({
    records,
    matters: matterRecords,
    warehouse: createMattersWarehouse(warehouse),
    locks: records,
    clock,
    employerOf: (id) =>
      /^\d{1,15}$/u.test(id) ? insightsRecords.employer(records.read, id) : Promise.resolve(null),
    layoutNames: new Map(manifests.map(({ layout, name }) => [layout, name])),
  });
  return {
    matters,
    evaluation: {
      ...evaluation,
      // Whatever asks for an evaluation has changed facts; a look back at a past day has not.
      async evaluate(input, control) {
        if (input.batchId !== undefined) await matters.relink.touched(input.batchId);
        else if (input.asOf === undefined) await matters.relink.all();
        return evaluation.evaluate(input, control);
      },
    },
  };
}
