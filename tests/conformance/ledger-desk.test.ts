import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from '@protobi/exceljs';
import { folderSink, ledgerSheetWriter } from '@miaotou/assembly';
import type { LedgerFilter, NewInspection } from '@miaotou/contracts';
import {
  createInspections,
  createLedger,
  createLedgerRoots,
  ledgerExport,
  maskedNumbers,
  PermanentError,
  readRootFile,
} from '@miaotou/engine';
import type { Inspections, Ledger, LedgerDraft, LedgerRoots, Notice, Viewer } from '@miaotou/engine';
import { drizzleOf, inspectionStore, ledgerStore } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { temporaryFolder, testRecords } from '@miaotou/testkit';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const huicheng = '445224100';
const longjiang = '445224110';
const clock = { at: new Date('2026-11-23T02:00:00Z'), now: () => clock.at };
const told: Notice[] = [];
let records: OpenRecords;
let ledger: Ledger;
let roots: LedgerRoots;
let inspections: Inspections;
let folder: string;

const person = (username: string, role: Viewer['role'], scope: readonly string[]): Viewer => ({
  id: randomUUID(),
  username,
  displayName: `演示${username}`,
  role,
  scope,
});
const analyst = person('analyst', 'analyst', ['*']);
const responder = person('responder', 'responder', [huicheng]);
const inspector = person('inspector', 'responder', ['*']);
const elsewhere = person('elsewhere', 'responder', [longjiang]);
const town = randomUUID();
const brigade = randomUUID();

const execute = (statement: SQL) => drizzleOf(records.read).execute(statement);
const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'taken',
    (error: unknown) => (error instanceof PermanentError ? error.code : String(error)),
  );

const draft = (alertId: number, more: Partial<LedgerDraft>): LedgerDraft => ({
  at: new Date(clock.at.getTime() - (100 - alertId) * 60_000).toISOString(),
  kind: 'opened',
  alertId,
  ruleId: 'R15',
  ruleVersion: 1,
  tier: 'yellow',
  state: 'open',
  reason: 'threshold-reached',
  by: 'system',
  note: null,
  subjectKind: 'employer',
  subjectId: '1',
  subjectName: '惠来甲厂',
  region: huicheng,
  disputeTypes: ['D1101'],
  keyGroups: ['KG01'],
  sentence: { zh: '30日内投诉2件', en: '2 complaints within 30 days' },
  headcount: 12,
  amountFen: 15_000_000,
  industry: 'C18',
  ...more,
});

const all: LedgerFilter = { view: 'entries' };
const valuesOf = (found: readonly { readonly value: string; readonly entries: number }[]) =>
  Object.fromEntries(found.map(({ value, entries }) => [value, entries]));

beforeAll(async () => {
  records = await testRecords();
  folder = await temporaryFolder('roots');
  ledger = createLedger({ records, store: ledgerStore, clock });
  roots = createLedgerRoots({ records, store: ledgerStore, sinks: [folderSink(folder)], clock });
  const outbox = {
    put: async (_: unknown, notices: readonly Notice[]) => void told.push(...notices),
    withdraw: async () => undefined,
  };
  inspections = createInspections({ records, store: inspectionStore, ledger, outbox, clock });
  for (const [id, code, name] of [
    [town, 'O04', '惠城镇调解组织'],
    [brigade, 'O20', '劳动保障监察大队'],
  ] as const) {
    await execute(
      sql`insert into offices (id, code, name_zh, name_en, region) values (${id}, ${code}, ${name}, ${code}, ${huicheng})`,
    );
  }
  for (const { id, username, displayName, role, scope } of [analyst, responder, inspector, elsewhere]) {
    const office = username === 'responder' ? town : null;
    await execute(sql`insert into users (id, username, display_name, password_hash, role, office_id, scope, created_at)
      values (${id}, ${username}, ${displayName}, '-', ${role}, ${office}, ${sql.param([...scope])}::text[], now())`);
  }
  for (const [name, region, industry] of [
    ['惠来甲厂', huicheng, '纺织服装'],
    ['惠来乙厂', longjiang, '房屋建筑业'],
    ['=惠来丙店', huicheng, null],
  ] as const) {
    await execute(sql`insert into employers (name, name_normal, name_core, region, industry, standing, created_at)
      values (${name}, ${name}, ${name}, ${region}, ${industry}, 'named', now())`);
  }
  await records.transaction((tx) =>
    ledger.append(tx, [
      draft(1, {}),
      draft(2, { tier: 'red', headcount: 120, region: longjiang, subjectName: '惠来乙厂', industry: 'E47' }),
      draft(3, { region: '', subjectName: '=惠来丙店', headcount: null, amountFen: null, industry: null }),
      draft(1, { kind: 'raised', tier: 'orange', note: '电话 13800138000' }),
    ]),
  );
});
afterAll(() => records.close());

describe('the graded ledger', () => {
  test('keeps a chain for each office, and counts by every grade', async () => {
    const counts = await ledger.counts(all, analyst);
    expect(valuesOf(counts.chain)).toEqual({ 'town:445224100': 2, 'town:445224110': 1, county: 1 });
    expect(valuesOf(counts.tier)).toEqual({ red: 1, orange: 1, yellow: 2 });
    expect(valuesOf(counts.industry)).toEqual({ C: 2, E: 1, unknown: 1 });
    expect(valuesOf(counts.headcount)).toEqual({ '10-29': 2, '100-': 1, unknown: 1 });
    expect(valuesOf(counts.amount)).toEqual({ '10w-50w': 3, unknown: 1 });
    expect((await ledger.counts(all, responder)).entries).toBe(2);
  });

  test.each([
    ['a head type holds its kinds', { disputeType: ['D11'] }, 4],
    ['another type', { disputeType: ['D03'] }, 0],
    ['key group', { keyGroup: ['KG01'] }, 4],
    ['industry not known', { industry: ['unknown'] }, 1],
    ['people', { headcount: ['100-' as const] }, 1],
    ['money', { amount: ['10w-50w' as const] }, 3],
    ['office', { chain: ['county'] }, 1],
    ['the county holds its towns', { region: '445224' }, 3],
    ['each risk once', { view: 'risks' as const }, 3],
  ])('filters by %s', async (_name, filter, total) => {
    expect((await ledger.list({ ...all, ...filter, page: 1, pageSize: 50 }, analyst)).total).toBe(total);
  });

  test('a correction is a further entry: both stay readable, the newest counts, a stale page is refused', async () => {
    const wrong = { reason: '人数经核实有误', newest: 2, headcount: 35, tier: 'red' as const };
    const { entries } = await ledger.correct('town:445224100', 2, wrong, analyst);
    expect(entries.map(({ seq, headcount, tier }) => [seq, headcount, tier])).toEqual([
      [2, 12, 'orange'],
      [3, 35, 'red'],
    ]);
    expect(entries[0]?.correctedBy).toMatchObject({ seq: 3, by: 'analyst', reason: '人数经核实有误' });
    expect(entries[1]?.corrects).toEqual({ chain: 'town:445224100', seq: 2 });
    expect(await codeOf(ledger.correct('town:445224100', 2, wrong, analyst))).toBe('entry-corrected-since');
    expect(await codeOf(ledger.correct('town:445224100', 3, wrong, analyst))).toBe('entry-unknown');
    expect(await codeOf(ledger.correct('town:445224110', 1, wrong, responder))).toBe('entry-unknown');
    expect(await codeOf(ledger.place('town:445224100', Number.NaN, analyst))).toBe('entry-unknown');
    const strange = { ...wrong, newest: 3, disputeTypes: ['D99x'] };
    expect(await codeOf(ledger.correct('town:445224100', 2, strange, analyst))).toBe('code-unknown');
    const risks = await ledger.list({ view: 'risks', page: 1, pageSize: 50 }, analyst);
    expect(risks.items.find(({ alertId }) => alertId === '1')).toMatchObject({ seq: 3, headcount: 35 });
    expect(await ledger.verify()).toMatchObject({ holds: true, entries: 5 });
  });

  test('leaves as a workbook of the bureau: masked, without formulas, filtered as seen', async () => {
    const sheet = ledgerExport(ledger.matching(all, analyst), {
      language: 'zh',
      by: '演示',
      at: clock.at,
      unit: { zh: '惠来县人社局', en: 'Bureau' },
      filters: '全部',
      mask: maskedNumbers,
      tierName: (tier) => ({ zh: tier, en: tier }),
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of ledgerSheetWriter.write(sheet)) chunks.push(chunk);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(Buffer.concat(chunks).buffer);
    const page = workbook.worksheets[0];
    const text = (row: number, column: number) => page?.getRow(row).getCell(column).text ?? '';
    expect(text(1, 1)).toBe('劳动人事争议风险台账');
    expect([text(4, 1), text(4, 2), text(4, 3)]).toEqual(['序号', '登记日期', '用人单位（对象）']);
    const lines = Array.from({ length: 5 }, (_, index) =>
      Array.from({ length: 17 }, (_cell, column) => text(index + 5, column + 1)),
    );
    expect(lines.map(([serial]) => serial)).toEqual(['1', '2', '3', '4', '5']);
    expect(lines.map((line) => line[2])).toContain("'=惠来丙店");
    expect(lines.flat().join()).not.toContain('13800138000');
    expect(lines.flat().join()).toContain('已由第3号更正');
    expect(page?.getRow(9).getCell(9).value).toBe(150_000);
    expect(text(11, 2)).toBe('制表人：');
  });
});

describe('roots', () => {
  test('are made once a day, chained, written to the folder, and found to agree', async () => {
    expect(await roots.daily()).toEqual({ made: true, exported: 1, failed: 0 });
    expect(await roots.daily()).toEqual({ made: false, exported: 0, failed: 0 });
    clock.at = new Date('2026-11-24T02:00:00Z');
    await records.transaction((tx) => ledger.append(tx, [draft(9, {}), draft(10, {})]));
    expect(await roots.daily()).toEqual({ made: true, exported: 1, failed: 0 });
    const [first, second] = (await readdir(folder)).toSorted();
    expect([first, second]).toEqual([
      'miaotou-ledger-root-2026-11-23-1.json',
      'miaotou-ledger-root-2026-11-24-2.json',
    ]);
    const file = readRootFile(await readFile(join(folder, second ?? ''), 'utf8'));
    expect(file.chains.map(({ chain, seq }) => [chain, seq])).toEqual([
      ['county', 1],
      ['town:445224100', 5],
      ['town:445224110', 1],
    ]);
    expect(await ledger.verify({ file })).toMatchObject({ holds: true, entries: 7, roots: 3 });
    expect(await ledger.verify({ hash: file.root })).toMatchObject({ holds: true });
    expect(await ledger.verify({ hash: 'a'.repeat(64) })).toMatchObject({
      holds: false,
      broken: { chain: 'roots', reason: 'root-gone' },
    });
  });

  test('a file of a root that was altered is refused before anything is held against it', async () => {
    const [name = ''] = await readdir(folder);
    const text = await readFile(join(folder, name), 'utf8');
    expect(() => readRootFile(text.replace('"seq":1', '"seq":2'))).toThrow(/root-altered/);
    expect(() => readRootFile('{}')).toThrow(/root-unreadable/);
  });

  test.each([
    [
      'a tail cut off together with the roots that knew it',
      sql`delete from ledger_entries where chain = 'town:445224100' and seq = 5`,
      sql`delete from ledger_roots where number = 2`,
      { chain: 'town:445224100', seq: 5 },
    ],
    [
      'a time moved by less than a millisecond',
      sql`update ledger_entries set at = at + interval '7 microseconds' where chain = 'town:445224100' and seq = 1`,
      sql`select 1`,
      { chain: 'town:445224100', seq: 1, reason: 'columns-differ-from-body' },
    ],
    [
      'a root rewritten',
      sql`update ledger_roots set body = replace(body, '"seq":1', '"seq":3') where number = 1`,
      sql`select 1`,
      { chain: 'roots', seq: 1 },
    ],
  ])('the file taken away shows %s', async (_what, change, also, broken) => {
    const file = readRootFile(await readFile(join(folder, 'miaotou-ledger-root-2026-11-24-2.json'), 'utf8'));
    const undone = new Error('undone');
    let found: unknown = null;
    // Seen from within the transaction that does it, which is then undone.
    await records
      .transaction(async (tx) => {
        const store = drizzleOf(tx);
        await store.execute(sql`alter table ledger_entries disable trigger ledger_entries_append_only`);
        await store.execute(sql`alter table ledger_roots disable trigger ledger_roots_append_only`);
        await store.execute(sql`delete from ledger_root_exports`);
        await store.execute(also);
        await store.execute(change);
        const within = { ...records, read: tx };
        found = (await createLedger({ records: within, store: ledgerStore, clock }).verify({ file })).broken;
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    expect(found).toMatchObject(broken);
    expect(await ledger.verify({ file })).toMatchObject({ holds: true });
  });
});

describe('an inspection', () => {
  const wanted = (employerId: string, more: Partial<NewInspection> = {}): NewInspection => ({
    employerId,
    checklist: 'IC4',
    reason: '投诉增多',
    officeId: town,
    personId: null,
    dueDay: '2026-12-01',
    ...more,
  });

  test.each([
    ['an employer outside the regions', responder, wanted('2'), 'employer-unknown'],
    ['a due day in the past', analyst, wanted('1', { dueDay: '2026-11-01' }), 'due-day-past'],
    ['an unknown office', analyst, wanted('1', { officeId: randomUUID() }), 'office-unknown'],
    [
      'a person who cannot see the place',
      analyst,
      wanted('1', { personId: elsewhere.id }),
      'person-elsewhere',
    ],
    ['an unknown check-list', analyst, wanted('1', { checklist: 'IC99' }), 'checklist-unknown'],
    ['an alert of another employer', analyst, wanted('1', { alertId: '77' }), 'origin-differs'],
  ])('is not raised of %s', async (_what, viewer, body, code) => {
    expect(await codeOf(inspections.raise(body, viewer))).toBe(code);
  });

  test('goes from raised to a risk in the ledger of its office, and asks for what is missing', async () => {
    const raised = await inspections.raise(wanted('1', { personId: responder.id }), analyst);
    expect(told.map(({ personId, path }) => [personId, path])).toEqual([
      [responder.id, `/inspections/${raised.id}`],
    ]);
    expect(await codeOf(inspections.raise(wanted('1'), analyst))).toBe('inspection-open');
    expect(await codeOf(inspections.get(raised.id, elsewhere))).toBe('inspection-unknown');
    const items = raised.checklist.items.map(({ code }) => code);
    const answer = (item: string, more: object = {}) => ({
      step: 'answer' as const,
      key: `key-of-${item}`,
      item,
      answer: 'fine' as const,
      note: '',
      ...more,
    });
    const bad = answer(items[0] ?? '', { answer: 'problem' });
    expect(await codeOf(inspections.step(raised.id, bad, responder))).toBe('note-missing');
    expect(await codeOf(inspections.step(raised.id, answer(items[0] ?? ''), inspector))).toBe(
      'inspection-not-yours',
    );
    const end = {
      step: 'end' as const,
      version: 1,
      outcome: 'risk' as const,
      conclusion: '设备正在转移，职工担心欠薪',
      companionId: null,
      tier: null,
      headcount: 40,
      amountFen: 900_000_00,
      disputeTypes: ['D11'],
      keyGroups: [],
    };
    expect(await codeOf(inspections.step(raised.id, end, responder))).toBe('items-unanswered');
    for (const item of items) await inspections.step(raised.id, answer(item), responder);
    // The line broke and the phone sends the same answer again.
    const again = await inspections.step(raised.id, answer(items[0] ?? ''), responder);
    expect(again).toMatchObject({ state: 'begun', answered: items.length, version: items.length + 1 });
    const version = again.version;
    expect(await codeOf(inspections.step(raised.id, end, responder))).toBe('inspection-stale');
    expect(await codeOf(inspections.step(raised.id, { ...end, version }, responder))).toBe('tier-missing');
    const ended = await inspections.step(raised.id, { ...end, version, tier: 'orange' }, responder);
    expect(ended).toMatchObject({ state: 'ended', outcome: 'risk', tier: 'orange' });
    expect(await codeOf(inspections.step(raised.id, { ...end, version }, responder))).toBe('inspection-over');
    const { items: entered } = await ledger.list(
      { ...all, chain: ['office:O04'], page: 1, pageSize: 10 },
      analyst,
    );
    expect(entered.map(({ kind, tier, headcount }) => [kind, tier, headcount]).toReversed()).toEqual([
      ['inspection-raised', null, null],
      ['inspection-risk', 'orange', 40],
    ]);
    expect(await ledger.verify()).toMatchObject({ holds: true });
  });

  test('of the brigade takes two inspectors', async () => {
    const raised = await inspections.raise(wanted('3', { officeId: brigade }), analyst);
    for (const { code } of raised.checklist.items) {
      const body = {
        step: 'answer' as const,
        key: `key-${code}`,
        item: code,
        answer: 'not-applicable' as const,
        note: '',
      };
      await inspections.step(raised.id, body, analyst);
    }
    const { version } = await inspections.get(raised.id, analyst);
    const end = {
      step: 'end' as const,
      version,
      outcome: 'closed' as const,
      conclusion: '未发现隐患',
      tier: null,
      headcount: null,
      amountFen: null,
      disputeTypes: [],
      keyGroups: [],
    };
    for (const companionId of [null, analyst.id]) {
      expect(await codeOf(inspections.step(raised.id, { ...end, companionId }, analyst))).toBe(
        'companion-missing',
      );
    }
    const ended = await inspections.step(raised.id, { ...end, companionId: inspector.id }, analyst);
    expect(ended).toMatchObject({ outcome: 'closed', companion: { username: 'inspector' } });
  });

  test('of a campaign goes to every chosen employer without an open one; what is late is shown', async () => {
    const focus = { regions: [huicheng, longjiang], industries: ['C', 'E'], limit: 100 };
    const found = await inspections.candidates(focus, analyst);
    expect(found.items.map(({ name, inspected }) => [name, inspected])).toEqual([
      ['惠来乙厂', null],
      ['惠来甲厂', '2026-11-24'],
    ]);
    const made = await inspections.campaign(
      {
        title: '岁末欠薪专项排查',
        reason: '春节前',
        regions: [],
        industries: ['C', 'E'],
        employers: ['1', '2'],
        checklist: 'IC1',
        officeId: town,
        personId: null,
        dueDay: '2026-11-25',
      },
      analyst,
    );
    expect(made).toMatchObject({ made: 2, left: 0 });
    clock.at = new Date('2026-11-26T02:00:00Z');
    const query = { view: 'all' as const, state: 'overdue' as const, page: 1, pageSize: 10 };
    const late = await inspections.list(query, analyst);
    expect(late.items.map(({ employerName, overdue }) => [employerName, overdue])).toEqual([
      ['惠来乙厂', true],
      ['惠来甲厂', true],
    ]);
    expect(late.counts).toEqual({ open: 2, overdue: 2, clue: 0, risk: 1, closed: 1 });
    expect((await inspections.list({ ...query, view: 'office' }, responder)).total).toBe(1);
    expect((await inspections.list({ ...query, view: 'office' }, inspector)).total).toBe(0);
    expect((await inspections.campaigns(responder)).items).toMatchObject([{ inspections: 1, overdue: 1 }]);
  });
});
