import { join } from 'node:path';
import { addDays, dayOf, normaliseEmployerName } from '@miaotou/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ImportSummary } from '@miaotou/contracts';
import { openCounty, realData, type County } from './county.js';
import { countClaims } from './independent/claims.js';

const file = join(realData, 'wage_claims/ohio.csv.gz');

describe('the wage claims of Ohio, 1983 to 2022', () => {
  let county: County;
  let summary: ImportSummary;
  const counted = countClaims(file);

  beforeAll(async () => {
    county = await openCounty();
    summary = await county.bring('complaints', file);
  });
  afterAll(() => county?.close());

  it('keeps every claim that has a day, and quarantines those that have none', () => {
    expect(summary).toMatchObject({
      problem: null,
      layout: 'wage-claims',
      rows: counted.rows,
      accepted: counted.rows - counted.undated,
      quarantined: counted.undated,
      duplicates: 0,
    });
  });

  it('raises the collective rule for exactly the employer-weeks of ten claims and more', async () => {
    const signals = await county.product.warehouse.run(
      `SELECT DISTINCT subject_id AS employer, toString(as_of) AS moment
       FROM miaotou.signals WHERE rule_id = 'R02' AND tier >= 2`,
      {},
      z.object({ employer: z.string(), moment: z.string() }),
    );
    const names = new Map(
      (
        await county.product.warehouse.run(
          `SELECT DISTINCT employer_id AS id, employer_name AS name FROM miaotou.events WHERE layout = 'wage-claims'`,
          {},
          z.object({ id: z.string(), name: z.string() }),
        )
      ).map(({ id, name }) => [id, name] as const),
    );
    const letters = (name: string): string =>
      name
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]+/g, ' ')
        .trim();
    const raised = signals
      .map(({ employer, moment }) => {
        const monday = dayOf(new Date(`${moment.replace(' ', 'T')}Z`));
        return `${letters(names.get(employer) ?? employer)}|${addDays(monday, -7)}`;
      })
      .toSorted();
    const expected = [...counted.weeks]
      .filter(([, claims]) => claims >= 10)
      .map(([week]) => week)
      .toSorted();
    expect(expected.length).toBeGreaterThan(20);
    expect(raised).toEqual(expected);
    expect(
      raised.some((week) => week.startsWith(normaliseEmployerName('HINA ENVIRONMENTAL SOLUTIONS'))),
    ).toBe(true);
  });
});
