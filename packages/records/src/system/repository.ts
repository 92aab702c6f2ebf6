import type { SystemFacts } from '@miaotou/engine';
import { eq } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { systemFacts } from './schema.js';

/** Facts about the product in PostgreSQL: the newest value of each name; null is no row. */
export const systemFactsStore: SystemFacts = {
  async readAll(executor) {
    const rows = await drizzleOf(executor).select().from(systemFacts);
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  },

  async write(executor, name, value, changedAt) {
    if (value === null) {
      await drizzleOf(executor).delete(systemFacts).where(eq(systemFacts.name, name));
      return;
    }
    await drizzleOf(executor)
      .insert(systemFacts)
      .values({ name, value, changedAt })
      .onConflictDoUpdate({ target: systemFacts.name, set: { value, changedAt } });
  },
};
