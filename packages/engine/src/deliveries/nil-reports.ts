import type { NilReport } from './ports.js';
import type { DeliveredPart } from './spans.js';

/** Nil reports as deliveries without rows, as far as they were known; no batch has a number below zero. */
export function nilParts(nils: readonly NilReport[], knownAt: Date): DeliveredPart[] {
  return nils.flatMap(({ layout, period, at }, index) =>
    at > knownAt
      ? []
      : { layout, batchId: -1 - index, period, region: '', rows: 0, main: true, observedAt: at },
  );
}
