import { industrySectionOf } from '@miaotou/domain';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';
import type { Warehouse } from '../client/index.js';

const stated = defineQuery({
  name: 'industries.stated',
  sql: `SELECT DISTINCT industry FROM miaotou.events WHERE industry != '' ORDER BY industry`,
  params: z.object({}),
  row: z.object({ industry: z.string() }),
});

/** Every text of industry that events state and that tells of a section, each with the section's letter beside it. */
export async function industryTextsOf(
  warehouse: Pick<Warehouse, 'query'>,
): Promise<{ readonly texts: string[]; readonly letters: string[] }> {
  const sections = (await warehouse.query(stated, {})).flatMap(({ industry }) => {
    const section = industrySectionOf(industry);
    return section === null ? [] : [{ industry, letter: section.letter }];
  });
  return {
    texts: sections.map(({ industry }) => industry),
    letters: sections.map(({ letter }) => letter),
  };
}
