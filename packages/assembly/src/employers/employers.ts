import { createEmployerDirectory, createEmployerMoves } from '@miaotou/engine';
import type { Clock, EmployerDirectory, EmployerMoves, Ledger } from '@miaotou/engine';
import { directoryRecords, employerMoveRecords, employerRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { createEmployersWarehouse } from '@miaotou/warehouse';
import type { Originals, Warehouse } from '@miaotou/warehouse';

export interface EmployerDeskOptions {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  /** Where rows of kept originals are read back. */
  readonly originals: Originals;
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** Has the rules run on both employers of a merge or split; `cause` tells one from another. */
  readonly reevaluate: (cause: string) => Promise<void>;
}

/** What people do with the register of employers. */
export interface EmployerDesk {
  readonly directory: EmployerDirectory;
  readonly employerMoves: EmployerMoves;
}

/** The register of employers, composed over open stores. */
export function createEmployerDesk({
  records,
  warehouse,
  originals,
  clock,
  ledger,
  reevaluate,
}: EmployerDeskOptions): EmployerDesk {
  const shared = { records, employers: employerRecords, moves: employerMoveRecords, clock };
  return {
    directory: createEmployerDirectory({ ...shared, directory: directoryRecords }),
    employerMoves: createEmployerMoves({
      ...shared,
      warehouse: createEmployersWarehouse(warehouse, originals),
      ledger,
      locks: records,
      reevaluate,
    }),
  };
}
