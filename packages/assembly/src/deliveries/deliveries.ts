import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDeliveries, createLetters, ownLetterForm } from '@miaotou/engine';
import type { LetterForm } from '@miaotou/contracts';
import type { Clock, Deliveries, FileStore, LayoutBook, Letters } from '@miaotou/engine';
import { deliveriesRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { createDeliveriesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { manifestsInForce } from '../layouts/index.js';
import { letterFile } from './letter-file.js';

interface Options {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly layouts: LayoutBook;
}

const parts = ({ records, warehouse, clock, layouts }: Options) => ({
  records,
  store: deliveriesRecords,
  warehouse: createDeliveriesWarehouse(warehouse),
  layouts: async () =>
    (await manifestsInForce(layouts)).map(
      ({ source, layout, name, office, cycle, periodField, columns }) => ({
        source,
        layout,
        name,
        office,
        every: cycle.every,
        graceDays: cycle.graceDays,
        dated: columns.some(({ field, type }) => field === periodField && type !== 'month'),
      }),
    ),
  clock,
});

/** What came and what is owed, composed over open stores. */
export function composeDeliveries(options: Options): Deliveries {
  return createDeliveries(parts(options));
}

/** Reminder letters: Word files kept beside the originals. */
export function composeLetters(
  options: Options & {
    readonly deliveries: Deliveries;
    readonly files: FileStore;
    /** Wording of the deployment, where it has its own. */
    readonly form: LetterForm | null;
  },
): Letters {
  const { records, deliveries, files } = options;
  return createLetters({
    ...parts(options),
    deliveries,
    form: options.form ?? ownLetterForm,
    underLock: (name, work) => records.underLock(name, work),
    keep: (letter) =>
      files.scratch('letter', async (directory) => {
        const path = join(directory, 'letter.docx');
        await writeFile(path, await letterFile(letter), { mode: 0o600 });
        return (await files.keep(path)).sha256;
      }),
  });
}
