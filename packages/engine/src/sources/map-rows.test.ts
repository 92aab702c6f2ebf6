import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManifestSchema } from '@miaotou/contracts';
import type { Layout } from '@miaotou/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapDelivery } from './map-rows.js';
import type { StagedRow } from './ports.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'map-rows-'));
});
afterAll(() => rm(folder, { recursive: true }));

const manifest = ManifestSchema.parse({
  source: 'complaints',
  layout: 'test-rows',
  version: 1,
  name: { zh: '测试', en: 'Test' },
  office: { code: 'O01', name: { zh: '测试局', en: 'Test office' } },
  formats: ['csv'],
  cycle: { every: 'none' },
  periodField: 'day',
  columns: [{ field: 'day', header: '日期', type: 'day' }],
  key: ['day'],
});

/** Takes every row but one that says `odd`. */
const layout: Layout = {
  manifest,
  map: (rows) => ({
    observations: [],
    events: rows.map(({ row, cells }) => {
      if (cells['day'] === 'odd') throw new RangeError('no such day');
      return {
        kind: 'complaint',
        key: String(row),
        occurredAt: String(cells['day']),
        persons: null,
        amountFen: null,
        months: null,
        personKeys: [],
        attributes: {},
        row,
      };
    }),
  }),
};

const rows = (days: readonly string[]): StagedRow[] =>
  days.map((day, at) => ({
    n: at + 1,
    ident: '0',
    group: String(at),
    checked: { row: at + 2, sheet: '', cells: { day } },
  }));

const mapped = (days: readonly string[], directory: string) =>
  mapDelivery(
    layout,
    {
      async *pages() {
        yield rows(days);
      },
    },
    { employers: new Map(), receivedOn: '2026-06-10', period: '2026-06-01' },
    directory,
    async () => undefined,
  );

describe('rows on their way into the warehouse', () => {
  it('that the mapping cannot take are rejected with its words, and the others go on', async () => {
    const { files, rejected } = await mapped(['2026-06-01', 'odd', '2026-06-02'], folder);
    expect(rejected).toEqual([{ n: 2, text: 'no such day' }]);
    expect((await readFile(files.events ?? '', 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  it('that come to no event that can be kept are rejected too', async () => {
    const { rejected } = await mapped(['1869-01-01', ''], folder);
    expect(rejected.map(({ n }) => n)).toEqual([1, 2]);
  });

  it.each([
    ['a few rows', 3],
    ['more than fit into one block', 4_000],
  ])('that cannot be written down fail as a whole: %s', async (_, count) => {
    const days = Array.from({ length: count }, () => '2026-06-01');
    await expect(mapped(days, join(folder, 'not-there'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
