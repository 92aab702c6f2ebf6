import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ManifestSchema } from '@miaotou/contracts';
import type { Layout } from '@miaotou/contracts';
import type { Viewer } from '@miaotou/engine';
import { employerRecords } from '@miaotou/records';
import { madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

const layout: Layout = {
  manifest: ManifestSchema.parse({
    source: 'complaints',
    layout: 'test-registry',
    version: 1,
    name: { zh: '登记表', en: 'Register' },
    office: { code: 'O01', name: { zh: '测试局', en: 'Test office' } },
    formats: ['csv'],
    cycle: { every: 'month', graceDays: 10 },
    periodField: 'day',
    columns: [
      { field: 'number', header: '编号', type: 'code', required: true },
      { field: 'day', header: '日期', type: 'day', required: true },
      { field: 'uscc', header: '统一社会信用代码', type: 'uscc' },
      { field: 'name', header: '单位名称', type: 'text', required: true },
      { field: 'town', header: '所属乡镇', type: 'text' },
      { field: 'industry', header: '行业', type: 'text' },
    ],
    key: ['number'],
    employer: { uscc: 'uscc', name: 'name', place: 'town', industry: 'industry' },
    checks: { places: ['town'] },
  }),
  map: (rows) => ({
    observations: [],
    events: rows.map(({ row, cells }) => ({
      kind: 'complaint',
      key: String(cells['number']),
      occurredAt: String(cells['day']),
      persons: null,
      amountFen: null,
      months: null,
      personKeys: [],
      attributes: {},
      row,
    })),
  }),
};

const viewer: Viewer = { id: '1', username: 'intake', displayName: '收件', role: 'intake', scope: ['*'] };
let county: TestLanding;
let files = 0;
beforeAll(async () => {
  county = await openTestLanding({ pipelines: [{ source: 'complaints', layouts: [layout] }] });
}, 120_000);
afterAll(() => county.records.close());

interface Line {
  readonly number?: string;
  readonly uscc: string;
  readonly town?: string;
  readonly industry?: string;
  readonly day?: string;
}

/** Brings rows of employers, each known by its code alone. */
async function brought(...lines: readonly Line[]) {
  files += 1;
  const rows = lines.map(
    ({ number = '', uscc, town = '', industry = '', day = '2026-06-01' }, at) =>
      `${number || `R${files}-${at}`},${day},${uscc},惠来${uscc.slice(-6)}有限公司,${town},${industry}`,
  );
  return county.bring(
    'complaints',
    `x${files}.csv`,
    `编号,日期,统一社会信用代码,单位名称,所属乡镇,行业\n${rows.join('\n')}\n`,
  );
}
const notesOf = ({ notes }: Awaited<ReturnType<typeof brought>>) =>
  notes.map(({ code, message }) => `${code} ${message.zh}`);
const industryOf = async (uscc: string) => {
  const at = county.records.read;
  const held = await employerRecords.withUsccs(at, [uscc]);
  const [found] = await employerRecords.industries(
    at,
    held.map(({ id }) => id),
  );
  return found?.industry ?? null;
};

const places: readonly (readonly [string, string, boolean])[] = [
  ['a town', '葵潭镇', true],
  ['a spelling that was seen for it', '熬江镇', true],
  ['a town without its last word', '隆江', true],
  ['an address in a town', '惠来县靖海镇海旁路3号', true],
  ['a farm and a zone', '大南海', true],
  ['the code of a town, of twelve digits too', '445224110000', true],
  ['the county', '惠来县', true],
  ['a place elsewhere', '普宁市流沙镇', true],
  ['a province', '湖南省', true],
  ['a sign that says nothing', '—', true],
  ['nothing', '', true],
  ['a town that nobody knows', '葵谭镇', false],
  ['a code of no town', '445224999', false],
  ['something else', '张三', false],
];

describe('a place of a row', () => {
  let held: ReadonlyMap<number, readonly unknown[]>;
  let summary: Awaited<ReturnType<typeof brought>>;
  beforeAll(async () => {
    summary = await brought(...places.map(([, town], at) => ({ uscc: madeUscc(9_000 + at), town })));
    const { items } = await county.quarantine.ofBatch(summary.batchId, { page: 1, pageSize: 50 });
    held = new Map(
      items.map(({ row, state, faults }) => [
        row,
        [state, ...faults.map(({ code, field, value }) => [code, field, value])],
      ]),
    );
  });

  test.each(places.map(([what, town, known], at) => ({ what, town, known, row: at + 2 })))(
    'that is $what is known: $known',
    ({ town, known, row }) => {
      expect(held.get(row)).toEqual(known ? undefined : ['held', ['unknown-place', 'town', town]]);
    },
  );

  test('and is not known waits, until a person corrects it or says that it is right', async () => {
    expect(summary).toMatchObject({ rows: 14, accepted: 11, quarantined: 3, held: 3 });
    const { items } = await county.quarantine.ofBatch(summary.batchId, { page: 1, pageSize: 50 });
    const [wrong, ...right] = items.map(({ sheet, row, version, cells }) => ({ sheet, row, version, cells }));
    if (wrong === undefined) throw new Error('no row waits');
    const mended = { ...wrong, cells: wrong.cells.map((cell) => (cell === '葵谭镇' ? '葵潭镇' : cell)) };
    const still = await county.quarantine.check(summary.batchId, [wrong], new AbortController().signal);
    expect(still.rows[0]?.faults.map(({ code }) => code)).toEqual(['unknown-place']);
    county.now = new Date(county.now.getTime() + 1_000);
    await county.quarantine.rerun(summary.batchId, { rows: [mended], reason: '错别字' }, viewer);
    const known = right.map(({ sheet, row, version }) => ({ sheet, row, version }));
    await county.quarantine.confirm(summary.batchId, { rows: known, reason: '村名' }, viewer);
    const done = [];
    for (const id of county.queued.splice(0)) done.push(await county.run(id));
    expect(done.map(({ state, accepted, quarantined }) => [state, accepted, quarantined])).toEqual([
      ['done', 1, 0],
      ['done', 2, 0],
    ]);
  });
});

test('an employer in another town than the register is told of each time, and the register stays', async () => {
  const uscc = madeUscc(9_500);
  expect(notesOf(await brought({ uscc, town: '葵潭镇' }))).toEqual([]);
  for (const _ of [1, 2]) {
    const again = await brought({ uscc, town: '隆江镇' }, { uscc, town: '隆江镇' }, { uscc, town: '惠来县' });
    expect(again).toMatchObject({ accepted: 3, quarantined: 0 });
    expect(notesOf(again)).toEqual([
      expect.stringMatching(
        /^place-unlike-register 1 家单位（2 行）.*登记：葵潭镇，本表：隆江镇.*未改动登记。$/u,
      ),
    ]);
  }
  expect(notesOf(await brought({ uscc, town: '葵潭' }))).toEqual([]);
});

describe('the industry of an employer', () => {
  test('is the newest that a row states, by its name in the standard; another one is told of', async () => {
    const uscc = madeUscc(9_600);
    const [early, late] = [new Date('2026-06-10T02:00:00Z'), new Date('2026-07-10T02:00:00Z')];
    county.now = late;
    const first = await brought(
      { uscc, industry: 'C17', day: '2026-05-02' },
      { uscc, industry: '餐饮', day: '2026-05-03' },
      { uscc, day: '2026-05-04' },
    );
    expect([await industryOf(uscc), notesOf(first)]).toEqual(['餐饮业', []]);
    county.now = early;
    const older = await brought({ uscc, industry: '建筑业' });
    expect(await industryOf(uscc)).toBe('餐饮业');
    expect(notesOf(older)).toEqual([
      expect.stringMatching(/^industry-unlike-register .*登记：餐饮业，本表：建筑业/u),
    ]);
    county.now = late;
    expect(notesOf(await brought({ uscc, industry: 'H' }))).toEqual([]);
    expect(await industryOf(uscc)).toBe('住宿和餐饮业');
    county.now = early;
  });

  test('that is none of the standard is said so and kept nowhere', async () => {
    const uscc = madeUscc(9_700);
    const summary = await brought({ uscc, industry: '好行业' }, { uscc, industry: '好行业' });
    expect(summary).toMatchObject({ accepted: 2 });
    expect(notesOf(summary)).toEqual([expect.stringMatching(/^industry-unknown .*好行业。$/u)]);
    expect(await industryOf(uscc)).toBeNull();
  });
});
