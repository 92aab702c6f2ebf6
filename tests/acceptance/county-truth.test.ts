import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertRow, ImportSummary } from '@miaotou/contracts';
import { makeCounty, writeCounty } from '@miaotou/demo';
import type { CountyFile, Incident } from '@miaotou/demo';
import { startOfDay, tierRank } from '@miaotou/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drizzleOf } from '@miaotou/records';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { openCounty, type County } from './county.js';

const until = '2025-06-21';
const made = makeCounty({ seed: 11, employers: 400, months: 14, until });
/** Stories that are at their height on the last day; older ones have ended by then. */
const current = made.incidents.filter(({ id }) => id.endsWith('-now'));
const expectations = current.flatMap((incident) =>
  incident.expected.map(({ rule, tier }) => ({ incident, kind: incident.kind, rule, tier })),
);
const control = { signal: new AbortController().signal, progress: () => undefined };

describe('the demonstration county against its own truth', () => {
  let county: County;
  let directory = '';
  let files: readonly CountyFile[] = [];
  const summaries = new Map<string, ImportSummary>();
  const alerts = new Map<string, readonly AlertRow[]>();
  /** Employers' ids by USCC. */
  let ids: ReadonlyMap<string, string> = new Map();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'county-truth-'));
    county = await openCounty();
    ({ files } = await writeCounty(made, directory));
    const { imports, evaluation, records } = county.product;
    for (const { source, path, fileName, receivedOn } of files) {
      const { batchId } = await imports.receive({
        source,
        path,
        fileName,
        via: 'command',
        receivedFrom: 'test',
        receivedAt: startOfDay(receivedOn),
        observedAt: startOfDay(receivedOn),
      });
      summaries.set(fileName, await imports.run(batchId, control));
    }
    await evaluation.evaluate({ reason: 'manual', full: true, asOf: startOfDay(until) }, control);
    for (const rule of new Set(expectations.map((one) => one.rule))) {
      alerts.set(rule, await county.alertsOf(rule));
    }
    const found = await drizzleOf(records.read).execute(sql`select id::text as id, uscc from employers`);
    ids = new Map(
      z
        .array(z.object({ id: z.string(), uscc: z.string().nullable() }))
        .parse(found.rows)
        .flatMap(({ id, uscc }) => (uscc === null ? [] : [[uscc, id] as const])),
    );
  }, 420_000);
  afterAll(async () => {
    await county?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const subjectOf = ({ employer }: Incident): ((alert: AlertRow) => boolean) =>
    employer === null
      ? ({ subjectKind, subjectId }) => subjectKind === 'source' && subjectId === made.outage.layout
      : ({ employerId }) => employerId !== null && employerId === ids.get(employer.uscc);

  it('keeps, quarantines and passes by as many rows of every file as were planted', () => {
    expect(new Set(files.map(({ layout }) => layout)).size).toBeGreaterThanOrEqual(9);
    const counted = files.map(({ fileName, layout }) => {
      const summary = summaries.get(fileName);
      return {
        fileName,
        layout,
        state: summary?.state,
        ofLayout: summary?.layout,
        rows: summary?.rows,
        accepted: summary?.accepted,
        quarantined: summary?.quarantined,
        duplicates: summary?.duplicates,
      };
    });
    expect(counted).toEqual(
      files.map(({ fileName, layout, rows, bad, duplicates }) => ({
        fileName,
        layout,
        state: 'done',
        ofLayout: layout,
        rows,
        accepted: rows - bad - duplicates,
        quarantined: bad,
        duplicates,
      })),
    );
  });

  it('tells of at least eight kinds of story', () => {
    expect(new Set(current.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(8);
  });

  it.each(expectations)('$kind raises $rule to at least $tier', ({ incident, rule, tier }) => {
    const own = (alerts.get(rule) ?? []).filter(subjectOf(incident));
    const strongest = Math.max(0, ...own.map(({ tier: given }) => tierRank(given)));
    expect(strongest, JSON.stringify(own.map(({ sentence }) => sentence.zh))).toBeGreaterThanOrEqual(
      tierRank(tier),
    );
  });
});
