import { matterWindows } from '@miaotou/contracts';
import type { MatterWindow } from '@miaotou/contracts';
import type { Clock, Executor, Records } from '../shared/index.js';
import type { Locks } from '../sources/index.js';
import { linkReports, machine } from './link.js';
import type { LinkDecisions } from './link.js';
import type { DecisionRecord, MatterRecords, MattersWarehouse } from './ports.js';
import { settleMatters } from './settle.js';

export interface RelinkDeps {
  readonly records: Records;
  readonly matters: MatterRecords;
  readonly warehouse: MattersWarehouse;
  readonly locks: Locks;
  readonly clock: Clock;
  /** How near one report and the next of a matter must lie. */
  readonly windows?: readonly MatterWindow[];
}

/** What a relinking changed. */
export interface Relinked {
  readonly employers: number;
  /** Links that began and links that ended. */
  readonly begun: number;
  readonly ended: number;
}

/** Employers looked at in one go. */
const employersAtOnce = 500;

function decisionsOf(records: readonly DecisionRecord[]): LinkDecisions {
  return {
    apart: new Set(records.filter(({ kind }) => kind === 'apart').map(({ eventId }) => eventId)),
    joined: records.flatMap(({ kind, eventId, withEventId, by }) =>
      kind === 'join' && withEventId !== null ? [{ eventId, withEventId, by }] : [],
    ),
  };
}

/** Brings the matters of employers to what their reports say now; a second run changes nothing more. */
export function createRelink({
  records,
  matters,
  warehouse,
  locks,
  clock,
  windows = matterWindows,
}: RelinkDeps) {
  /** The records and the warehouse change together: the warehouse is written before the records are kept. */
  async function settle(
    employerIds: readonly string[],
    by: string,
    decide?: (tx: Executor, at: Date) => Promise<void>,
  ): Promise<Relinked> {
    return records.transaction(async (tx) => {
      const at = clock.now();
      await decide?.(tx, at);
      const decided = await matters.decided(tx);
      const decisions = decisionsOf(decided);
      const named = decided.flatMap(({ eventId, withEventId }) =>
        withEventId === null ? [eventId] : [eventId, withEventId],
      );
      const reports = await warehouse.linkable(employerIds, named);
      const linked = linkReports(reports, decisions, windows);
      const eventIds = reports.map(({ eventId }) => eventId);
      const standing = await matters.standing(tx, { employerIds, eventIds });
      await matters.refresh(tx, reports);
      const settlement = settleMatters(linked, standing, decisions.apart);
      const { begun, ended } = settlement;
      if (begun.length > 0 || ended.length > 0) {
        const byId = new Map(reports.map((report) => [report.eventId, report]));
        await warehouse.keep(await matters.settle(tx, { settlement, reports: byId, at, by }), at);
      }
      return { employers: employerIds.length, begun: begun.length, ended: ended.length };
    });
  }

  const alone = <T>(work: () => Promise<T>): Promise<T> => locks.underLock('matters', work);

  async function inChunks(all: readonly string[]): Promise<Relinked> {
    const done = { employers: 0, begun: 0, ended: 0 };
    for (let start = 0; start < all.length; start += employersAtOnce) {
      const some = all.slice(start, start + employersAtOnce);
      const { begun, ended } = await alone(() => settle(some, machine));
      done.employers += some.length;
      done.begun += begun;
      done.ended += ended;
    }
    return done;
  }

  return {
    /** After a delivery, a correction or a changed reading: the employers that a batch tells or told of. */
    touched: async (batchId: string): Promise<Relinked> => inChunks(await warehouse.touched(batchId)),

    /** All employers of which reports share a number, or that have a matter. */
    async all(): Promise<Relinked> {
      const kept = await matters.employers(records.read);
      return inChunks([...new Set([...(await warehouse.sharing()), ...kept])].toSorted());
    },

    /** Writes a decision and what follows from it, or neither. */
    decided: (
      employerId: string,
      by: string,
      decide: (tx: Executor, at: Date) => Promise<void>,
    ): Promise<Relinked> => alone(() => settle([employerId], by, decide)),
  };
}
export type Relink = ReturnType<typeof createRelink>;
