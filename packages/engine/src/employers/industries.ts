import { findIndustry, industriesAgree } from '@miaotou/domain';
import type { Records } from '../shared/index.js';
import type { EmployerRecords } from './ports.js';

/** An employer of which a delivery states another industry than the register. */
export interface OtherIndustry {
  readonly name: string;
  readonly registered: string;
  readonly stated: string;
}

export interface Industries {
  /**
   * Keeps the industries that a delivery states of employers, where none newer is known, and gives those that differ from
   * what was registered. A text that names no industry of GB/T 4754 is kept nowhere. Idempotent.
   */
  stateIndustries(
    stated: readonly { readonly subject: string; readonly industry: string }[],
    knownAt: Date,
  ): Promise<readonly OtherIndustry[]>;
}

export interface IndustriesDeps {
  readonly records: Records;
  readonly employers: Pick<EmployerRecords, 'industries' | 'setIndustries'>;
}

/** The industries of employers, as the newest rows that state one have them. */
export function createIndustries({ records, employers }: IndustriesDeps): Industries {
  return {
    async stateIndustries(stated, knownAt) {
      const known = stated.flatMap(({ subject, industry }) => {
        const found = findIndustry(industry);
        return found === null ? [] : [{ id: Number(subject), found }];
      });
      if (known.length === 0) return [];
      return records.transaction(async (tx) => {
        const held = new Map(
          (
            await employers.industries(
              tx,
              known.map(({ id }) => id),
            )
          ).map((one) => [one.id, one]),
        );
        const other: OtherIndustry[] = [];
        const newer: { id: number; industry: string }[] = [];
        for (const { id, found } of known) {
          const now = held.get(id);
          if (now === undefined) continue;
          const registered = now.industry === null ? null : findIndustry(now.industry);
          if (registered !== null && !industriesAgree(registered, found))
            other.push({ name: now.name, registered: registered.name, stated: found.name });
          const stale = now.knownAt === null || now.knownAt <= knownAt;
          if (stale && now.industry !== found.name) newer.push({ id, industry: found.name });
        }
        await employers.setIndustries(tx, newer, knownAt);
        return other;
      });
    },
  };
}
