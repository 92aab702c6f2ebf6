import type { DirectoryRecords } from '@miaotou/engine';
import { and, asc, inArray, isNull, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { employerShape } from './repository.js';
import { employers } from './schema.js';

const Row = z.object({
  id: z.coerce.number(),
  name: z.string(),
  uscc: z.string().nullable(),
  region: z.string(),
  industry: z.string().nullable(),
  standing: z.enum(['registered', 'named']),
  rank: z.coerce.number(),
  alerts: z.coerce.number(),
  foundAs: z.string().nullable(),
  total: z.coerce.number(),
});

const pattern = (text: string): string => `%${text.replaceAll(/[\\%_]/gu, '\\$&')}%`;
const list = (values: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** The register of employers in PostgreSQL: found by name, other names, those of merged employers, or code. */
export const directoryRecords: DirectoryRecords = {
  async alike(executor, { pairs, regions, without, limit }) {
    if (pairs.length === 0) return [];
    const patterns = pairs.map(pattern);
    return drizzleOf(executor)
      .select(employerShape)
      .from(employers)
      .where(
        and(
          isNull(employers.heirId),
          isNull(employers.retiredAt),
          ne(employers.id, without),
          regions === null ? undefined : inArray(employers.region, [...regions]),
          sql`${employers.nameCore} like any(${sql.param(patterns)}::text[])`,
        ),
      )
      .orderBy(asc(employers.id))
      .limit(limit);
  },

  async list(executor, { text, normal, regions, within, standing, ranks, page, pageSize }) {
    const like = text === null ? null : pattern(text);
    const likeNormal = normal === null ? like : pattern(normal);
    const found =
      like === null
        ? sql`select e.id, null::text as found_as from employers e where e.heir_id is null and e.retired_at is null`
        : sql`select coalesce(e.heir_id, e.id) as id, min(case when e.heir_id is null then null else e.name end) as found_as,
              bool_or(e.heir_id is null) as own
            from employers e where e.retired_at is null and (e.name ilike ${like} or e.name_normal like ${likeNormal} or e.uscc ilike ${like})
            group by 1
          union all
          select coalesce(e.heir_id, e.id), min(a.name_normal), false from employer_aliases a join employers e on e.id = a.employer_id
            where e.retired_at is null and a.name_normal like ${likeNormal} group by 1`;
    const once =
      like === null
        ? found
        : sql`select id, case when bool_or(own) then null else min(found_as) end as found_as from (${found}) f group by id`;
    const rows = await drizzleOf(executor).execute(sql`
      with found as (${once}),
      live as (
        select employer_id, max(tier) as rank, count(*) as alerts from alerts
        where closed_at is null and employer_id is not null group by employer_id
      )
      select e.id, e.name, e.uscc, e.region, e.industry, e.standing, coalesce(l.rank, 0) as rank, coalesce(l.alerts, 0) as alerts,
        f.found_as as "foundAs", count(*) over () as total
      from found f join employers e on e.id = f.id left join live l on l.employer_id = e.id::text
      where (${regions === null} or e.region in ${list(regions ?? [])})
        and (${within === null} or e.region in ${list(within ?? [])})
        and (${standing === null} or e.standing = ${standing ?? ''})
        and (${ranks === null} or coalesce(l.rank, 0)::text in ${list((ranks ?? []).map(String))})
      order by coalesce(l.rank, 0) desc, coalesce(l.alerts, 0) desc, e.name, e.id
      limit ${pageSize} offset ${(page - 1) * pageSize}`);
    const items = z.array(Row).parse(rows.rows);
    return { items: items.map(({ total: _total, ...item }) => item), total: items[0]?.total ?? 0 };
  },
};
