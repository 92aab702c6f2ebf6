import { createRuleVersions, rulesInForce } from '@miaotou/engine';
import type { RuleVersions, Viewer } from '@miaotou/engine';
import type { RuleFile } from '@miaotou/contracts';
import { drizzleOf, rulesRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { loadRuleBook, ruleText } from '@miaotou/rules';
import { testRecords } from '@miaotou/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const person = (username: string, role: Viewer['role'], scope: readonly string[] = ['*']): Viewer => ({
  id: username,
  username,
  displayName: username,
  role,
  scope,
});
const analyst = person('analyst', 'analyst');
const leader = person('leader', 'leader');
const at = (day: string, hour = 9): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`);

/** The rules that these tests speak of, as the book has them. */
const book = (await loadRuleBook()).map(({ file }) => file);
const resonance = book.find(({ id }) => id === 'R36');
const complaints = book.find(({ id }) => id === 'R15');
if (resonance === undefined || complaints === undefined) throw new Error('the book has no R15 or R36');
const items = { blue: 2, yellow: 3, orange: 6, red: 10 };
const stricter: RuleFile = { ...complaints, thresholds: { ...complaints.thresholds, items } };

describe('versions of rules', () => {
  let records: OpenRecords;
  let versions: RuleVersions;
  let now = at('2026-11-23');
  let shipped: readonly RuleFile[] = book;
  const told: string[] = [];
  const orangeAt = async (moment: Date): Promise<number | undefined> => {
    const rules = rulesInForce(await rulesRecords.published(records.read), moment);
    return rules.find(({ file }) => file.id === 'R15')?.file.thresholds['items']?.orange;
  };
  const begin = (file: RuleFile, basedOn: number | null, reason = '投诉量大') =>
    versions.begin({ ruleId: file.id, basedOn, text: ruleText(file), reason, replayId: null }, analyst);
  const newest = async (id: string): Promise<number> => (await versions.text(id, null)).version;

  beforeAll(async () => {
    records = await testRecords();
    versions = createRuleVersions({
      records,
      store: rulesRecords,
      locks: records,
      clock: { now: () => now },
      shipped: () => Promise.resolve(shipped),
      inForce: async (ruleId, version) => {
        told.push(`${ruleId} ${version}`);
      },
    });
    await versions.publishShipped(book);
  });
  afterAll(() => records.close());

  test('a draft goes by a second person, takes effect on its day, and the past stays as it was known', async () => {
    const draft = await begin(stricter, 1);
    expect(draft.changes.map(({ text }) => text.zh)).toEqual(['橙色阈值 30日内投诉举报件数 5 → 6']);
    expect([draft.judgesDifferently, draft.faults]).toEqual([true, []]);
    const { id } = draft;
    const approval = { from: '2026-12-01', reason: '' };
    await expect(versions.approve(id, { ...approval, revision: 1 }, leader)).rejects.toMatchObject({
      code: 'not-checked',
    });
    const waiting = await versions.submit(id, 1, analyst);
    const { revision } = waiting;
    await expect(versions.approve(id, { ...approval, revision }, analyst)).rejects.toMatchObject({
      code: 'own-draft',
    });
    await expect(versions.approve(id, { ...approval, revision: 1 }, leader)).rejects.toMatchObject({
      code: 'draft-moved-on',
    });
    await expect(
      versions.approve(id, { revision, reason: '', from: '2026-11-22' }, leader),
    ).rejects.toMatchObject({
      code: 'effective-date-past',
    });
    const done = await versions.approve(id, { ...approval, revision }, leader);
    expect([done.state, done.version, done.steps.map(({ step }) => step)]).toEqual([
      'published',
      2,
      ['created', 'checked', 'approved'],
    ]);
    expect(told).toEqual([]);
    expect(await orangeAt(at('2026-11-30'))).toBe(5);
    expect(await orangeAt(at('2026-12-01'))).toBe(6);
    const { versions: all } = await versions.history('R15');
    expect(
      all.map(({ version, standing, author, approvedBy, reason, replayId }) => ({
        version,
        standing,
        author,
        approvedBy,
        reason,
        replayId,
      })),
    ).toEqual([
      {
        version: 2,
        standing: 'coming',
        author: 'analyst',
        approvedBy: 'leader',
        reason: '投诉量大',
        replayId: null,
      },
      { version: 1, standing: 'in-force', author: null, approvedBy: null, reason: null, replayId: null },
    ]);
    // Published in the afternoon, effective at once: the morning of the same day still knows the older one.
    now = at('2026-12-02', 15);
    const back = await versions.rollBack('R15', 1, '误报少了', analyst);
    const sent = await versions.submit(back.id, back.revision, analyst);
    await versions.approve(back.id, { revision: sent.revision, from: '2026-12-02', reason: '' }, leader);
    expect(told).toEqual(['R15 3']);
    expect([await orangeAt(at('2026-12-02', 9)), await orangeAt(at('2026-12-02', 16))]).toEqual([6, 5]);
    expect(await versions.compare('R15', 1, 3)).toHaveLength(1);
  });

  test.each([
    ['changed', sql`update rule_versions set reason = 'x'`],
    ['removed', sql`delete from rule_versions`],
    ['emptied', sql`truncate rule_versions`],
  ])('a published version is never %s', async (_how, statement) => {
    await expect(drizzleOf(records.read).execute(statement)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('published rule versions never change') },
    });
  });

  test('of two drafts upon one version the second takes the first in', async () => {
    const base = await newest('R15');
    const first = await begin(
      { ...stricter, thresholds: { ...stricter.thresholds, items: { ...items, red: 12 } } },
      base,
    );
    const second = await begin({ ...complaints, plan: 'RP-B' }, base, '改预案');
    const { revision } = await versions.submit(first.id, 1, analyst);
    await versions.approve(first.id, { revision, from: '2026-12-03', reason: '同意' }, leader);
    await expect(versions.submit(second.id, 1, analyst)).rejects.toMatchObject({ code: 'base-moved' });
    const { moved } = await versions.draft(second.id);
    expect(moved?.version).toBe(base + 1);
    expect(moved?.changes.map(({ path }) => path)).toContain('thresholds.items.red');
    const rebased = await versions.rebase(second.id, 1, analyst);
    expect([rebased.basedOn, rebased.moved, rebased.changes.map(({ path }) => path)]).toEqual([
      base + 1,
      null,
      ['plan'],
    ]);
    await versions.withdraw(second.id, rebased.revision, '不需要了', analyst);
    await expect(versions.submit(second.id, rebased.revision + 1, analyst)).rejects.toMatchObject({
      code: 'draft-closed',
    });
  });

  test('a rule that another one uses cannot be retired, one that nobody uses can', async () => {
    const used = await versions.retire('R15', '2026-12-31', '不再需要', analyst);
    await expect(versions.submit(used.id, 1, analyst)).rejects.toMatchObject({ code: 'draft-faulty' });
    const found = await versions.draft(used.id);
    expect(found.faults.map(({ code, message }) => `${code} ${message.en.slice(0, 25)}`)).toEqual([
      'unknown-rule from 2027-01-01 on, rule ',
    ]);
    const alone = await versions.retire('R36', '2026-12-31', '不再需要', analyst);
    const { revision } = await versions.submit(alone.id, 1, analyst);
    await versions.approve(alone.id, { revision, from: '2026-12-02', reason: '' }, leader);
    const ids = async (moment: Date) =>
      rulesInForce(await rulesRecords.published(records.read), moment).map(({ file }) => file.id);
    expect(await ids(at('2026-12-31', 23))).toContain('R36');
    expect(await ids(at('2027-01-01', 1))).not.toContain('R36');
  });

  test('a faulty text is kept as a draft, tells its place, and is never published', async () => {
    const text = ruleText(complaints).replace('items >= t.items', 'item >= t.items');
    const draft = await versions.begin(
      { ruleId: 'R15', basedOn: await newest('R15'), text, reason: '试写', replayId: null },
      analyst,
    );
    expect(draft.faults.map(({ code, line }) => [code, line > 1])).toEqual([['unknown-feature', true]]);
    await expect(versions.submit(draft.id, 1, analyst)).rejects.toMatchObject({ code: 'draft-faulty' });
  });

  test('who is in charge of one town writes no rules', async () => {
    const local = person('local', 'analyst', ['445224101']);
    const facts = { ruleId: 'R15', basedOn: 1, text: 'id: R15', reason: '试写', replayId: null };
    await expect(versions.begin(facts, local)).rejects.toMatchObject({ code: 'scope-too-narrow' });
  });

  test('a newer book is published where the office has nothing of its own, and offers itself where it has', async () => {
    const newer = book.map((file) =>
      file.id === 'R15' || file.id === 'R08' ? { ...file, version: 2, plan: 'RP-C' } : file,
    );
    const left = await versions.publishShipped(newer);
    shipped = newer;
    expect(left.map(({ id }) => id)).toEqual(['R15']);
    const rows = await versions.rows(leader);
    expect(rows.filter(({ update }) => update !== null).map(({ id }) => id)).toEqual(['R15']);
    expect(rows.find(({ id }) => id === 'R08')?.version).toBe(2);
    const adopted = await versions.adopt('R15', '采用新版', analyst);
    expect(adopted.changes.map(({ path }) => path)).toContain('plan');
    await expect(
      versions.publishShipped(book.map((file) => (file.id === 'R08' ? { ...file, plan: 'RP-D' } : file))),
    ).rejects.toMatchObject({
      code: 'rule-version-changed',
    });
  });

  test('files that went out come back as the same, and differences are told', async () => {
    now = at('2026-12-04');
    const files = await versions.files();
    const { files: seen } = await versions.preview(files);
    expect(new Set(seen.map(({ standing }) => standing))).toEqual(new Set(['same']));
    expect(await versions.differences(files)).toEqual([]);
    const other = files.map((file) => ({ ...file, text: file.text.replace('plan: RP-B', 'plan: RP-A') }));
    const differing = await versions.differences(other);
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.every(({ kind }) => kind === 'changed')).toBe(true);
    const { drafts } = await versions.bring(other, '导入', analyst);
    expect(drafts.map(({ ruleId }) => ruleId)).toEqual(differing.map(({ ruleId }) => ruleId));
    await expect(versions.bring([{ name: 'x.yaml', text: 'id: [' }], '导入', analyst)).rejects.toMatchObject({
      code: 'rule-file-faulty',
    });
  });
});
