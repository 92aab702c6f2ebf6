import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmployerQuestion } from '@miaotou/contracts';
import { syntheticUscc } from '@miaotou/demo';
import type { SourceFamily } from '@miaotou/domain';
import { createEmployerMoves, TransientError } from '@miaotou/engine';
import { employerMoveRecords, employerRecords } from '@miaotou/records';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCounty, type County } from './county.js';

const control = { signal: new AbortController().signal, progress: () => undefined };
const analyst = { id: '1', username: 'a', displayName: 'a', role: 'analyst', scope: ['*'] } as const;
const elsewhere = { ...analyst, scope: ['445224107'] };

const old = { uscc: syntheticUscc(11), name: '惠来县甲乙制鞋有限公司' };
const kept = { uscc: syntheticUscc(12), name: '惠来县甲乙鞋业有限公司' };

const arrears =
  '单位编号,统一社会信用代码,单位名称,险种,费款所属期,应缴金额,实缴金额,欠费金额,滞纳金,参保人数';
const owes = ({ uscc, name }: typeof old, ...months: string[]) =>
  months.map((month) => `,${uscc},${name},养老,${month},1000,0,1000,1,20`);
const visits =
  '信访编号,登记时间,信访形式,信访人,人数,是否集体,问题属地,内容分类,反映内容,被反映单位,到访机关';
const visit = (number: string, day: string, persons: number, employer: string) =>
  `${number},${day},来访,测试人,${persons},是,隆江镇,劳动纠纷,反映拖欠工资,${employer},惠来县信访局`;

const Row = z.record(z.string(), z.unknown());
const version = '(observed_at, batch_id, row)';

let county: County;
let directory = '';
let files = 0;
const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

async function bring(source: SourceFamily, ...lines: string[]): Promise<number> {
  files += 1;
  const fileName = `file-${files}.csv`;
  const path = join(directory, fileName);
  await writeFile(path, `${lines.join('\n')}\n`);
  const { imports } = county.product;
  const { batchId } = await imports.receive({
    source,
    path,
    fileName,
    via: 'command',
    receivedFrom: 'test',
    receivedAt: new Date(),
  });
  expect(await imports.run(batchId, control)).toMatchObject({ state: 'done', quarantined: 0 });
  return batchId;
}
const judge = () => county.product.evaluation.evaluate({ reason: 'manual', full: true }, control);

/** Everything that stands under employers, told without what a merge and its undoing may add beside it. */
async function standing() {
  const { warehouse } = county.product;
  const observations = await warehouse.run(
    `SELECT subject_id, indicator, toString(period) AS period, argMax((value, region, layout, batch_id, row), ${version}) AS said,
       argMax(retracted, ${version}) AS gone FROM miaotou.observations GROUP BY subject_id, indicator, period
     HAVING gone = 0 ORDER BY subject_id, indicator, period`,
    {},
    Row,
  );
  const events = await warehouse.run(
    `SELECT employer_id, event_id, argMax((employer_name, region, persons, toString(attributes), batch_id, row), ${version}) AS said,
       argMax(retracted, ${version}) AS gone FROM miaotou.events GROUP BY employer_id, kind, occurred_at, event_id
     HAVING gone = 0 ORDER BY employer_id, event_id`,
    {},
    Row,
  );
  const all = await county.product.alerts.list({ page: 1, pageSize: 200, sort: 'opened' }, analyst);
  const alerts = all.items
    .filter(({ employerId }) => employerId !== null)
    .map(({ id, ruleId, subjectName, employerId, state, tier }) => ({
      id,
      ruleId,
      subjectName,
      employerId,
      state,
      tier,
    }))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  const identities = [];
  for (const { id } of (await county.product.directory.list({ page: 1, pageSize: 200 }, analyst)).items) {
    const { aliases, parts, heir } = await county.product.directory.identity(id, analyst);
    identities.push({ id, aliases, parts, heir });
  }
  return { observations, events, alerts, identities };
}

/** How many rows stand behind each feature of some alerts. */
async function rowsBehind(shown: readonly { readonly id: string }[]) {
  const { alerts } = county.product;
  const counts = [];
  for (const { id } of shown) {
    for (const { name } of (await alerts.get(id, analyst)).features) {
      const { total } = await alerts.sourceRows(id, name, 1, analyst);
      counts.push({ id, name, total });
    }
  }
  return counts;
}

async function idOf(q: string): Promise<string> {
  const { items } = await county.product.directory.list({ q, page: 1, pageSize: 10 }, analyst);
  expect(items.map(({ name }) => name)).toHaveLength(1);
  return items[0]?.id ?? '';
}
async function questionOf(name: string): Promise<EmployerQuestion> {
  const { items } = await county.product.employers.questions(
    { state: 'open', page: 1, pageSize: 50 },
    analyst,
  );
  const found = items.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nobody is asked about ${name}`);
  return found;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'employers-'));
  county = await openCounty();
  const month = day(20).slice(0, 7);
  await bring('social-insurance', arrears, ...owes(old, month), ...owes(kept, month));
  await bring('petitions', visits, visit('P-1', day(3), 30, old.name), visit('P-2', day(2), 12, kept.name));
  await judge();
}, 180_000);
afterAll(async () => {
  await county?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('two employers that are one', () => {
  it('are shown before they are merged, merged with all that hangs on them, and taken apart exactly', async () => {
    const { employerMoves, directory: register, ledger } = county.product;
    const [from, to] = [await idOf(old.name), await idOf(kept.name)];
    const before = await standing();
    const ownAlerts = before.alerts.filter(({ employerId }) => employerId === from);
    expect(ownAlerts.length).toBeGreaterThan(1);
    const rowsBefore = await rowsBehind(ownAlerts);
    expect(rowsBefore.some(({ total }) => total > 0)).toBe(true);

    const { twins } = await register.twins(from, analyst);
    expect(twins).toMatchObject([{ employerId: to, score: 35, reasons: [{ code: 'similar-core' }] }]);

    const preview = await employerMoves.preview(from, to, analyst);
    expect(preview).toMatchObject({ from: { id: from }, to: { id: to }, events: 1 });
    expect(preview.observations).toBeGreaterThan(0);
    expect(preview.shared).toBeGreaterThan(0);
    expect(preview.alertsFollow + preview.alertsClose).toBe(ownAlerts.length);
    expect(preview.alertsClose).toBeGreaterThan(0);
    expect(preview.warnings.map(({ code }) => code)).toEqual(['two-codes']);
    expect(await standing()).toEqual(before);
    await expect(employerMoves.preview(from, to, elsewhere)).rejects.toMatchObject({
      code: 'employer-unknown',
    });
    await expect(employerMoves.merge(from, { into: from, reason: 'x' }, analyst)).rejects.toMatchObject({
      code: 'same-employer',
    });

    const { moveId } = await employerMoves.merge(from, { into: to, reason: '更名' }, analyst);
    const merged = await standing();
    expect(merged.observations.filter((one) => one['subject_id'] === from)).toEqual([]);
    expect(merged.events.map((one) => one['employer_id'])).toEqual([to, to]);
    expect(merged.alerts.filter(({ employerId }) => employerId === from)).toEqual([]);
    expect(await idOf(old.name)).toBe(to);
    expect((await register.identity(from, analyst)).heir).toMatchObject({ id: to });
    // Its alerts still show the rows that they were judged by.
    expect(await rowsBehind(ownAlerts)).toEqual(rowsBefore);
    const entry = (await ledger.list({ view: 'entries', page: 1, pageSize: 5 }, analyst)).items.find(
      ({ kind }) => kind === 'employer-merged',
    );
    expect(entry?.sentence.zh).toContain(old.name);
    expect(await ledger.verify()).toMatchObject({ holds: true });

    // What is delivered under the old name meanwhile belongs to both, and goes back with it.
    await bring('petitions', visits, visit('P-3', day(1), 15, old.name));
    expect((await standing()).events.filter((one) => one['employer_id'] === to)).toHaveLength(3);
    await judge();
    await expect(employerMoves.merge(from, { into: to, reason: 'x' }, analyst)).rejects.toMatchObject({
      code: 'employer-merged',
    });

    await employerMoves.undo(moveId, '并非同一家', analyst);
    const after = await standing();
    const late = (one: Record<string, unknown>) => String(one['event_id']).endsWith('P-3');
    expect(after.events.filter(late).map((one) => one['employer_id'])).toEqual([from]);
    expect({ ...after, events: after.events.filter((one) => !late(one)), alerts: [] }).toEqual({
      ...before,
      alerts: [],
    });
    const known = new Set(before.alerts.map(({ id }) => id));
    const returned = after.alerts.filter(({ id }) => known.has(id));
    expect(
      returned.map(({ id, employerId, subjectName, state }) => ({ id, employerId, subjectName, state })),
    ).toEqual(
      before.alerts.map(({ id, employerId, subjectName, state }) => ({ id, employerId, subjectName, state })),
    );
    expect(await ledger.verify()).toMatchObject({ holds: true });
    await expect(employerMoves.undo(moveId, 'x', analyst)).rejects.toMatchObject({ code: 'move-undone' });
    expect(await employerMoves.finish()).toBe(0);
  });

  it('end as one, or as two, also when the program stops between the decision and the rows', async () => {
    const { employerMoves, records, clock, ledger } = county.product;
    const stop = () => Promise.reject(new TransientError('the warehouse is away'));
    const stopped = createEmployerMoves({
      records,
      employers: employerRecords,
      moves: employerMoveRecords,
      warehouse: {
        standing: stop,
        stillStanding: stop,
        samePerson: stop,
        sourceRows: stop,
        move: stop,
        takeBack: stop,
      },
      ledger,
      locks: records,
      clock,
      reevaluate: () => Promise.resolve(),
    });
    const [from, to] = [await idOf(old.name), await idOf(kept.name)];
    const before = await standing();
    await expect(stopped.merge(from, { into: to, reason: '更名' }, analyst)).rejects.toBeInstanceOf(
      TransientError,
    );
    expect((await standing()).observations.some((one) => one['subject_id'] === from)).toBe(true);
    expect(await employerMoves.finish()).toBe(1);
    expect((await standing()).observations.some((one) => one['subject_id'] === from)).toBe(false);
    const [move] = (await county.product.directory.identity(from, analyst)).moves;
    expect(move).toMatchObject({ done: true, undone: null });

    await expect(stopped.undo(move?.id ?? '', '并非同一家', analyst)).rejects.toBeInstanceOf(TransientError);
    expect(await employerMoves.finish()).toBe(1);
    expect(await employerMoves.finish()).toBe(0);
    expect(await standing()).toEqual(before);
  });

  it('are taken apart by the names that their rows write, and put together again', async () => {
    const { employerMoves } = county.product;
    const owner = await idOf(kept.name);
    await bring(
      'social-insurance',
      arrears,
      ...owes({ uscc: kept.uscc, name: '甲乙皮革厂' }, day(60).slice(0, 7)),
    );
    await bring('petitions', visits, visit('P-4', day(1), 8, '甲乙皮革厂'));
    const before = await standing();
    const { spellings } = await employerMoves.spellings(owner, analyst);
    expect(spellings.map(({ name, rows }) => [name, rows])).toEqual(
      expect.arrayContaining([
        [kept.name, 2],
        ['甲乙皮革厂', 2],
      ]),
    );
    await expect(
      employerMoves.split(
        owner,
        { names: ['没有的名称'], to: { name: 'x', region: '' }, reason: 'x' },
        analyst,
      ),
    ).rejects.toMatchObject({ code: 'name-unknown' });
    const { moveId, employerId } = await employerMoves.split(
      owner,
      { names: ['甲乙皮革厂'], to: { name: '甲乙皮革厂', region: '445224110' }, reason: '另一家' },
      analyst,
    );
    const apart = await standing();
    expect(apart.events.filter((one) => one['employer_id'] === employerId)).toHaveLength(1);
    expect(apart.observations.filter((one) => one['subject_id'] === employerId).length).toBeGreaterThan(0);
    await bring('petitions', visits, visit('P-5', day(1), 9, '甲乙皮革厂'));
    expect((await standing()).events.filter((one) => one['employer_id'] === employerId)).toHaveLength(2);

    await employerMoves.undo(moveId, '同一家', analyst);
    const after = await standing();
    expect(after.events.filter((one) => String(one['event_id']).endsWith('P-5'))).toMatchObject([
      { employer_id: owner },
    ]);
    const without = after.events.filter((one) => !String(one['event_id']).endsWith('P-5'));
    expect({ ...after, events: without }).toEqual(before);
  });
});

describe('a name that nobody can settle by rule', () => {
  it('is answered and taken back, and everything stands as before', async () => {
    const { employers } = county.product;
    await bring('petitions', visits, visit('P-6', day(1), 7, '甲乙鞋业股份有限公司'));
    await bring('petitions', visits, visit('P-7', day(1), 6, '甲乙鞋业'));
    const first = await questionOf('甲乙鞋业股份有限公司');
    expect(first.candidates[0]).toMatchObject({
      name: kept.name,
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'same-core' })]),
    });
    const before = await standing();
    const answers = [
      { employerId: first.candidates[0]?.employerId ?? '' },
      { create: true },
      { nobody: true },
    ] as const;
    for (const answer of answers) {
      const { id } = await questionOf('甲乙鞋业股份有限公司');
      const { employerId } = await employers.answer(id, answer, analyst);
      const moved = (await standing()).events.find((one) => String(one['event_id']).endsWith('P-6'));
      expect(moved?.['employer_id']).toBe(employerId ?? '');
      await employers.takeBack(id, analyst);
      expect(await standing()).toEqual(before);
      await expect(employers.takeBack(id, analyst)).rejects.toMatchObject({ code: 'question-open' });
    }
  });

  it('keeps natural persons apart and unnamed', async () => {
    await bring('petitions', visits, visit('P-8', day(1), 1, '陈某甲'));
    await bring('petitions', visits, visit('P-9', day(1), 1, '陈某甲'));
    const { events } = await standing();
    const persons = events.filter((one) => /P-[89]$/u.test(String(one['event_id'])));
    const subjects = persons.map((one) => String(one['employer_id']));
    expect(new Set(subjects).size).toBe(2);
    expect(subjects.every((subject) => subject.startsWith('person:'))).toBe(true);
    expect(JSON.stringify(persons.map(({ said }) => (said as readonly unknown[])[0]))).not.toContain(
      '陈某甲',
    );
    const { total } = await county.product.directory.list({ q: '陈某甲', page: 1, pageSize: 1 }, analyst);
    expect(total).toBe(0);
  });
});

describe('a branch', () => {
  it('is an employer of its own, linked to its head office and never merged into it', async () => {
    const { directory: register } = county.product;
    await bring('petitions', visits, visit('P-10', day(1), 2, `${kept.name}葵潭分公司`));
    const [branch, head] = [await idOf('葵潭分公司'), await idOf(kept.uscc)];
    expect(branch).not.toBe(head);
    const { links } = await register.identity(head, analyst);
    expect(links).toMatchObject([{ kind: 'branch', outward: false, other: { id: branch }, ended: false }]);
    const linkId = links[0]?.id ?? '';
    await expect(register.endLink(linkId, day(0), elsewhere)).rejects.toMatchObject({
      code: 'employer-unknown',
    });
    await register.endLink(linkId, day(0), analyst);
    expect((await register.identity(branch, analyst)).links).toMatchObject([
      { outward: true, ended: true, until: day(0) },
    ]);
    const made = { toId: head, kind: 'dispatch', since: day(30), until: null, reason: '派遣协议' } as const;
    await register.link(branch, made, analyst);
    expect((await register.identity(branch, analyst)).links).toHaveLength(2);
    await expect(register.link(head, made, analyst)).rejects.toMatchObject({ code: 'same-employer' });
  });
});
