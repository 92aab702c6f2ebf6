import type { Executor } from '@miaotou/engine';
import { sql } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';

/** Key of the lock under which alerts are changed, one evaluation or merge at a time. */
const lockKey = 7_102_001;

/** Lets one at a time change alerts, until the transaction ends. */
export async function alertLock(tx: Executor): Promise<void> {
  await drizzleOf(tx).execute(sql`select pg_advisory_xact_lock(${lockKey})`);
}
