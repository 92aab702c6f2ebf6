import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectionInputSchema } from '@miaotou/contracts';
import type { Batch, ImportSummary } from '@miaotou/contracts';
import { usccCheckDigit, type SourceFamily } from '@miaotou/domain';
import { PermanentError } from '@miaotou/engine';
import type { PushKeyRecord, Receipt, Viewer } from '@miaotou/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { csvOf, workbookOf, zipOf } from '../conformance/fuzz/files.js';
import { randomOf } from '../conformance/fuzz/random.js';
import { openCounty, type County } from './county.js';
import { workbookOfSheets } from './department-workbook.js';

let county: County;
let folder: string;
let number = 0;
const never = new AbortController().signal;

beforeAll(async () => {
  county = await openCounty();
  folder = county.product.config.dataDir;
  mkdirSync(join(folder, 'sent'));
}, 180_000);
afterAll(() => county.close());

const uscc = (serial: number): string => {
  const first17 = `91445224${String(serial).padStart(9, '0')}`;
  return first17 + usccCheckDigit(first17);
};

function receive(source: SourceFamily, fileName: string, bytes: Buffer | string): Promise<Receipt> {
  const path = join(folder, 'sent', `${(number += 1)}`);
  writeFileSync(path, bytes);
  const receivedAt = new Date('2026-05-12T01:00:00Z');
  return county.product.archives.receive({
    source,
    path,
    fileName,
    via: 'command',
    receivedFrom: 'test',
    receivedAt,
  });
}

const admin: Viewer = { id: 'u1', username: 'admin', displayName: '管理员', role: 'admin', scope: ['*'] };
const refusedAs = (error: unknown): string => (error instanceof PermanentError ? error.code : String(error));

const run = (batchId: number): Promise<ImportSummary> =>
  county.product.imports.run(batchId, { signal: never, progress: () => undefined });

async function bring(fileName: string, bytes: Buffer | string, source: SourceFamily = 'tax') {
  const { batchId } = await receive(source, fileName, bytes);
  const summary = await run(batchId);
  const batch: Batch = await county.product.imports.get(String(batchId));
  return { summary, batch, notes: batch.notes.map(({ code }) => code) };
}

async function rowsOf(batch: Batch): Promise<readonly (readonly string[])[]> {
  const { items } = await county.product.imports.rows(batch.id, { page: 1, pageSize: 100 });
  return items.map(({ cells }) => cells);
}

const Value = z.object({ value: z.string() });

/** Every value of unpaid tax in the warehouse, in fen, with its month. */
async function owed(): Promise<string[]> {
  const found = await county.product.warehouse.run(
    `SELECT concat(toString(period), ' ', toString(toInt64(value))) AS value FROM miaotou.observations
     WHERE indicator = 'tax_owed' ORDER BY period, value`,
    {},
    Value,
  );
  return found.map(({ value }) => value).toSorted();
}

async function faultsOf(batch: Batch): Promise<string[]> {
  const { items } = await county.product.quarantine.ofBatch(batch.id, { page: 1, pageSize: 100 });
  return items.flatMap(({ faults }) => faults.map(({ code, value }) => `${code} ${value}`)).toSorted();
}

const header = ['序号', '统一社会信用代码', '单位名称', '税种', '欠缴税额', '滞纳金'];
const owes = (serial: number, ...amounts: string[]): string[] => [
  '1',
  uscc(serial),
  `惠来县第${serial}制衣有限公司`,
  '增值税',
  ...amounts,
];

describe('a workbook as a department sends it', () => {
  it('of several sheets, each a month: titles, merged headers, a hidden row, a total without its value, signatures', async () => {
    const sheet = (name: string, serial: number) => ({
      name,
      rows: [
        ['惠来县2026年税费欠缴情况表'],
        ['单位：万元'],
        ['序号', '统一社会信用代码', '单位名称', '税种', '欠缴情况', ''],
        ['', '', '', '', '欠缴税额', '滞纳金'],
        owes(serial, '1.5', '0.01'),
        { hidden: true, cells: owes(serial + 1, '１２．５', '0') },
        ['合计', '', '', '', { formula: 'SUM(E5:E6)' }, '0.01'],
        ['填报人：甲', '', '审核人：乙'],
      ],
    });
    const { summary, batch, notes } = await bring(
      '附件1.xlsx',
      workbookOfSheets([sheet('3月', 1), sheet('4月', 3)]),
    );
    expect(summary).toMatchObject({ state: 'done', layout: 'tax-interoffice', rows: 4, accepted: 4 });
    expect(notes).toEqual([
      'period-stated',
      'unit-taken',
      'hidden-rows-read',
      'period-stated',
      'unit-taken',
      'hidden-rows-read',
    ]);
    expect(batch.notes[0]?.message.zh).toBe('工作表“3月”：表中没有“所属期起”列，取自“3月”：2026-03。');
    expect((await rowsOf(batch)).map((cells) => cells.at(-1))).toEqual([
      '2026-03',
      '2026-03',
      '2026-04',
      '2026-04',
    ]);
    const values = await owed();
    expect(values).toEqual([
      '2026-03-01 12500000',
      '2026-03-01 1500000',
      '2026-04-01 12500000',
      '2026-04-01 1500000',
    ]);
  });

  it('with a formula that was never computed in a row is refused, and the cell is named', async () => {
    const rows = [header, [...owes(11), { formula: 'A1*2' }, '0']];
    const { summary } = await bring('a.xlsx', workbookOfSheets([{ name: '2026年3月', rows }]));
    expect(summary).toMatchObject({
      state: 'refused',
      problem: { code: 'formula-without-value', message: { zh: expect.stringContaining('E2') as string } },
    });
  });

  it('with the unit in a column: each row by its own, one without is kept back', async () => {
    const rows = [
      [...header, '金额单位'],
      [...owes(21, '3', '0'), '万元'],
      [...owes(22, '3', '0'), '元'],
      [...owes(23, '3', '0'), ''],
    ];
    const { summary, batch, notes } = await bring('a.xlsx', workbookOfSheets([{ name: '2026年2月', rows }]));
    expect(summary).toMatchObject({ rows: 3, accepted: 2, quarantined: 1 });
    expect(notes).toEqual(['period-stated', 'unit-by-row']);
    expect(await faultsOf(batch)).toEqual(['not-a-number 0', 'not-a-number 3']);
    expect(await owed()).toEqual(expect.arrayContaining(['2026-02-01 3000000', '2026-02-01 300']));
  });

  it('with the unit in a note below the table', async () => {
    const rows = [header, owes(31, '2', '0'), ['注：单位：万元']];
    const { notes } = await bring('a.xlsx', workbookOfSheets([{ name: '2026年1月', rows }]));
    expect(notes).toEqual(['period-stated', 'unit-taken']);
    expect(await owed()).toContain('2026-01-01 2000000');
  });

  it('with identifiers that a person or a spreadsheet spoilt', async () => {
    const typed = uscc(41).replaceAll('0', 'O').toLowerCase();
    const rows = [
      header,
      owes(41, '1', '0').with(1, typed),
      owes(41, '1', '0'),
      owes(42, '1', '0').with(1, '9.14452E+17'),
      owes(43, '1', '0').with(1, '914452240000043000'),
    ];
    const { summary, batch } = await bring('a.xlsx', workbookOfSheets([{ name: '2025年12月', rows }]));
    // The code as it was typed is the same code, and so the second row the same row.
    expect(summary).toMatchObject({ rows: 4, accepted: 1, duplicates: 1, quarantined: 2 });
    expect(await faultsOf(batch)).toEqual([
      'scientific-identifier 9.14452E+17',
      'scientific-identifier 914452240000043000',
    ]);
  });
});

describe('an archive of several files', () => {
  const csv = (serial: number): Buffer =>
    Buffer.from(
      `${[...header, '所属期起'].join(',')}\n${[...owes(serial, '1', '0'), '2025-11'].join(',')}\n`,
    );
  const archive = zipOf([
    { name: '十一月/一.csv', data: csv(51) },
    {
      name: '十一月/二.xlsx',
      data: workbookOfSheets([{ name: '2025年11月', rows: [header, owes(52, '1', '0')] }]),
    },
    { name: '十一月/旧.xls', data: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]) },
    { name: 'Thumbs.db', data: Buffer.from('x') },
  ]);

  it('becomes a batch for each file, which are listed together; again it changes nothing', async () => {
    const first = await receive('tax', '报送.zip', archive);
    expect(first).toMatchObject({
      known: false,
      batches: [{ fileName: '一.csv' }, { fileName: '二.xlsx' }, { fileName: '旧.xls' }],
      archive: { skipped: [{ code: 'member-of-the-system' }] },
    });
    const states = [];
    for (const { batchId } of first.batches) states.push((await run(batchId)).state);
    expect(states).toEqual(['done', 'done', 'refused']);
    const id = String(first.archive?.id);
    const { items } = await county.product.imports.list({ archive: id, page: 1, pageSize: 10 });
    expect(items.map((batch) => [batch.fileName, batch.archive?.fileName])).toEqual([
      ['旧.xls', '报送.zip'],
      ['二.xlsx', '报送.zip'],
      ['一.csv', '报送.zip'],
    ]);
    expect(await county.product.archives.get(id)).toMatchObject({ fileName: '报送.zip', source: 'tax' });

    const before = await owed();
    const again = await receive('tax', '又.zip', archive);
    expect(again.archive?.id).toBe(first.archive?.id);
    expect(again.batches.map(({ known }) => known)).toEqual([true, true, false]);
    for (const { batchId } of again.batches) await run(batchId);
    expect(await owed()).toEqual(before);
  });

  it('in the inbox: taken whole, or put beside the reason why not', async () => {
    const inbox = join(folder, 'inbox', 'tax');
    const put = (name: string, bytes: Buffer): void => {
      mkdirSync(inbox, { recursive: true });
      writeFileSync(join(inbox, name), bytes);
      utimesSync(join(inbox, name), new Date(0), new Date(0));
    };
    put('好.zip', zipOf([{ name: 'a.csv', data: csv(61) }]));
    put('套.zip', zipOf([{ name: 'b.zip', data: archive }]));
    const waiting = () => readdirSync(inbox).filter((name) => name.endsWith('.zip'));
    await expect.poll(() => county.product.inbox.scan().then(waiting)).toEqual([]);
    expect(readdirSync(join(inbox, 'done'))).toEqual([expect.stringMatching(/^zip-\d+-好\.zip$/)]);
    const refused = readdirSync(join(inbox, 'refused')).toSorted();
    expect(refused).toEqual([expect.stringMatching(/套\.zip$/), expect.stringMatching(/套\.zip\.txt$/)]);
    expect(readFileSync(join(inbox, 'refused', refused[1] ?? ''), 'utf8')).toMatch(/压缩包内还有压缩包/);
  });

  const makeKey = async (office: string | null) => {
    const wanted = { name: '税务平台', sources: ['tax' as const], office, perMinute: 60, expiresOn: null };
    return county.product.push.holderOf((await county.product.push.makeKey(wanted, admin)).key);
  };
  const pushed = (holder: PushKeyRecord, idempotencyKey: string, bytes: Buffer) =>
    county.product.push.push(holder, {
      source: 'tax',
      idempotencyKey,
      form: 'file',
      fileName: '报送.zip',
      body: Readable.from([bytes]),
    });

  it('by push: the same request has the same answer, and its key may ask for each of its batches', async () => {
    const [holder, stranger] = [await makeKey(null), await makeKey(null)];
    const two = zipOf([
      { name: '甲.csv', data: csv(71) },
      { name: '乙.csv', data: csv(72) },
    ]);
    const answer = await pushed(holder, 'zip-1', two);
    expect(answer.batches).toMatchObject([
      { batchId: answer.batchId, fileName: '甲.csv', known: false },
      { fileName: '乙.csv', known: false },
    ]);
    expect(await pushed(holder, 'zip-1', two)).toEqual(answer);
    for (const { batchId } of answer.batches ?? []) {
      await county.product.push.requirePushed(holder, batchId);
      await expect(county.product.push.requirePushed(stranger, batchId)).rejects.toMatchObject({
        code: 'batch-not-found',
      });
      expect(await run(Number(batchId))).toMatchObject({ state: 'done', accepted: 1 });
    }
    await expect(pushed(holder, 'zip-2', zipOf([{ name: 'b.zip', data: archive }]))).rejects.toMatchObject({
      code: 'nested-archive',
    });
  });

  it.each([
    ['of its own office is taken', 'O26', [csv(75)], null],
    ['of another office is refused', 'O22', [csv(76)], 'push-office-not-allowed'],
    ['that no layout knows is left to its import', 'O22', [Buffer.from('水果\n苹果\n')], null],
    [
      'of which one file is of another office is refused whole',
      'O22',
      [Buffer.from('水果\n梨\n'), csv(77)],
      'push-office-not-allowed',
    ],
  ] as const)('by a push key of one office: %s', async (name, office, files, code) => {
    const holder = await makeKey(office);
    const before = await county.product.imports.list({ page: 1, pageSize: 1 });
    const sent = pushed(holder, name, zipOf(files.map((data, at) => ({ name: `${at}.csv`, data })))).then(
      ({ batches }) => batches?.length,
      refusedAs,
    );
    expect(await sent).toBe(code ?? files.length);
    const after = await county.product.imports.list({ page: 1, pageSize: 1 });
    expect(after.total - before.total).toBe(code === null ? files.length : 0);
  });

  it('by pull: every file of it, and one that cannot be unpacked is refused by its import', async () => {
    const served = [
      zipOf([
        { name: '丙.csv', data: csv(81) },
        { name: '丁.csv', data: csv(82) },
      ]),
      zipOf([{ name: 'b.zip', data: archive }]),
    ];
    const server = createServer((_, response) => {
      response.setHeader('content-disposition', 'attachment; filename="sent.zip"');
      response.end(served.shift());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const input = ConnectionInputSchema.parse({
      source: 'tax',
      name: '税务共享',
      settings: { kind: 'http', url: `http://127.0.0.1:${port}/` },
      cron: '0 6 * * *',
    });
    const { id } = await county.product.connections.add(input, admin);
    const ended = [];
    for (const _ of [1, 2]) {
      const outcome = await county.product.connections.pull(id, never);
      if (outcome.kind !== 'received') throw new Error('nothing came');
      for (const batchId of outcome.batchIds) {
        const { state, file, problem } = await run(batchId);
        ended.push([file, state, problem?.code ?? null]);
      }
    }
    server.close();
    expect(ended).toEqual([
      ['丙.csv', 'done', null],
      ['丁.csv', 'done', null],
      ['sent.zip', 'refused', 'unsafe-archive'],
    ]);
  });
});

it('of damaged files every row is accepted, kept back or known, and the program goes on', async () => {
  const ended = new Map<string, number>();
  for (let seed = 0; seed < 60; seed += 1) {
    const random = randomOf(seed);
    const { bytes } = random.chance(0.5) ? csvOf(random) : workbookOf(random);
    const { summary } = await bring(`${seed}`, bytes);
    ended.set(summary.state, (ended.get(summary.state) ?? 0) + 1);
    expect(['done', 'refused']).toContain(summary.state);
    expect(summary.accepted + summary.quarantined + summary.duplicates).toBe(summary.rows);
    if (summary.state === 'refused') expect(summary.problem?.message.zh).toMatch(/[\u4e00-\u9fff]/);
  }
  expect([...ended.keys()].toSorted()).toEqual(['done', 'refused']);
  const rows = [header, owes(99, '1', '0')];
  const { summary } = await bring('后.xlsx', workbookOfSheets([{ name: '2025年10月', rows }]));
  expect(summary).toMatchObject({ state: 'done', accepted: 1 });
});
