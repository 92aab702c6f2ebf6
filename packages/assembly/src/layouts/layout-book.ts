import type { Pipeline } from '@miaotou/contracts';
import { createLayoutBook } from '@miaotou/engine';
import type { LayoutBook } from '@miaotou/engine';
import { layoutVersionRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';

/** The shipped layouts with what people added to them in the records. */
export function openLayoutBook(records: OpenRecords, shipped: readonly Pipeline[]): LayoutBook {
  return createLayoutBook({ records, versions: layoutVersionRecords, shipped });
}
