import type { Executor } from '@miaotou/engine';
import { and, isNotNull, sql } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { employers } from '../employers/schema.js';

/** Industries of employers by id; those without one are absent. */
export async function industriesByEmployer(
  executor: Executor,
  employerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = employerIds.filter((id) => /^\d{1,15}$/u.test(id)).map(Number);
  if (ids.length === 0) return new Map();
  const rows = await drizzleOf(executor)
    .select({ id: employers.id, industry: employers.industry })
    .from(employers)
    .where(
      and(
        isNotNull(employers.industry),
        sql`${employers.id} in (select jsonb_array_elements(${JSON.stringify(ids)}::jsonb)::bigint)`,
      ),
    );
  return new Map(
    rows.flatMap(({ id, industry }) => (industry === null ? [] : [[String(id), industry] as const])),
  );
}
