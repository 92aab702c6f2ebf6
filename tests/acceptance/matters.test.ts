import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCounty, writeCounty } from '@miaotou/demo';
import type { Truth } from '@miaotou/demo';
import { regions, roles, startOfDay, type Role } from '@miaotou/domain';
import { drizzleOf } from '@miaotou/records';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCounty, type County } from './county.js';

const until = '2025-06-21';
const made = makeCounty({ seed: 23, employers: 200, months: 12, until });
const control = { signal: new AbortController().signal, progress: () => undefined };
/** Registers that tell of a quarrel. */
const registers = [
  'arbitration-cases',
  'inspection-register',
  'petition-register',
  'wage-clue-platform',
  'hotline-12345',
];

const viewer = (role: Role, scope: readonly string[] = ['*']) => ({
  id: '1',
  username: role,
  displayName: role,
  role,
  scope,
});
const analyst = viewer('analyst');

describe('the quarrels of the demonstration county against its own truth', () => {
  let county: County;
  let directory = '';
  let truth: Truth;
  /** Matter of every linked report, as it stands. */
  const standing = async (): Promise<Map<string, number>> => {
    const found = await drizzleOf(county.product.records.read).execute(
      sql`select event_id as id, matter_id::int as matter from matter_reports where ended_at is null`,
    );
    const rows = z.array(z.object({ id: z.string(), matter: z.number() })).parse(found.rows);
    return new Map(rows.map(({ id, matter }) => [id, matter]));
  };
  const everything = () => ({
    from: new Date('2024-01-01'),
    to: new Date('2026-01-01'),
    knownAt: new Date(),
    regions: null,
  });

  /** CP01 of the year, and the reports that it was before linking. */
  const complaintsOfTheYear = async () => {
    const asked = { grain: 'county' as const, subject: '', from: '2024-07-01', to: '2025-05-31' };
    const { points } = await county.product.indicators.series('CP01', asked, analyst);
    const sum = (values: readonly (number | null | undefined)[]): number =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    return {
      after: sum(points.map(({ value }) => value)),
      before: sum(points.map(({ beside }) => beside['reports'])),
    };
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'county-matters-'));
    county = await openCounty();
    const written = await writeCounty(made, directory);
    truth = written.truth;
    for (const { source, layout, path, fileName, receivedOn } of written.files) {
      if (!registers.includes(layout)) continue;
      const { batchId } = await county.product.imports.receive({
        source,
        path,
        fileName,
        via: 'command',
        receivedFrom: 'test',
        receivedAt: startOfDay(receivedOn),
        observedAt: startOfDay(receivedOn),
      });
      await county.product.imports.run(batchId, control);
      await county.product.matters.relink.touched(String(batchId));
    }
  }, 420_000);
  afterAll(async () => {
    await county?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are linked without one false link, and nearly all', async () => {
    const matterOf = await standing();
    const quarrelOf = new Map(
      truth.quarrels.flatMap(({ reports }, at) =>
        reports.map(({ layout, number }) => [`${layout}:${number}`, at] as const),
      ),
    );
    const pairs = (groups: ReadonlyMap<string, number>): Set<string> => {
      const members = new Map<number, string[]>();
      for (const [id, group] of groups) members.set(group, [...(members.get(group) ?? []), id]);
      return new Set(
        [...members.values()].flatMap((all) =>
          all.toSorted().flatMap((a, at, sorted) => sorted.slice(at + 1).map((b) => `${a} ${b}`)),
        ),
      );
    };
    const [told, linked] = [pairs(quarrelOf), pairs(matterOf)];
    const right = [...linked].filter((pair) => told.has(pair));
    expect(told.size).toBeGreaterThan(20);
    expect([...linked].filter((pair) => !told.has(pair))).toEqual([]);
    // Measured 1.00 on three seeds: a row that is held back, or whose employer waits for an answer, cannot be linked.
    expect(
      right.length / told.size,
      [...told].filter((pair) => !linked.has(pair)).join('\n'),
    ).toBeGreaterThan(0.95);
    expect(truth.quarrels.some(({ reports }) => reports.length === 5)).toBe(true);
  });

  it('count as fewer items and fewer people after linking, and as before to whoever looks back', async () => {
    const now = await county.product.matters.counts(everything());
    const linked = await standing();
    const matters = new Set(linked.values()).size;
    expect(now.reports - now.matters).toBe(linked.size - matters);
    expect(now.persons ?? 0).toBeLessThan(now.personTimes ?? 0);
    const then = await county.product.matters.counts({ ...everything(), knownAt: startOfDay(until) });
    expect(then.matters).toBe(then.reports);
  });

  it('stay as they are when all is linked once more', async () => {
    const before = await standing();
    const { begun, ended } = await county.product.matters.relink.all();
    expect({ begun, ended }).toEqual({ begun: 0, ended: 0 });
    expect(await standing()).toEqual(before);
  });

  it('are opened by everybody in scope, listed under their employer, and hidden outside of it', async () => {
    const { matters } = county.product;
    const { items, total } = await matters.list({ page: 1, pageSize: 200 }, analyst);
    expect(total).toBe(new Set((await standing()).values()).size);
    const [first] = items;
    if (first === undefined) throw new Error('no matter');
    const found = await matters.get(Number(first.id), analyst);
    expect(found.reports).toHaveLength(first.reports);
    expect(found.counts).toMatchObject({ reports: first.reports, matters: 1 });
    const outside = regions.find(({ code }) => code.length >= 9 && code !== first.region)?.code ?? '';
    await expect(matters.get(Number(first.id), viewer('analyst', [outside]))).rejects.toMatchObject({
      code: 'matter-unknown',
    });
    const own = await matters.list({ page: 1, pageSize: 200 }, viewer('analyst', [outside]));
    expect(own.items.map(({ id }) => id)).not.toContain(first.id);
  });

  it('lose a report that a person sets apart, for good, until that is taken back', async () => {
    const { matters } = county.product;
    const { items } = await matters.list({ page: 1, pageSize: 200, kind: 'complaint' }, analyst);
    const details = await Promise.all(items.map(({ id: one }) => matters.get(Number(one), analyst)));
    const two = details.find(
      ({ reports: all, to }) =>
        all.length === 2 && to < '2025-05-01' && all.every(({ kind }) => kind === 'complaint'),
    );
    if (two === undefined) throw new Error('no matter of two complaints');
    const { reports, employerId } = two;
    const id = Number(two.id);
    const complaints = await complaintsOfTheYear();
    expect(complaints.after).toBeLessThan(complaints.before);
    const [eventId, other] = reports.map((report) => report.eventId);
    if (eventId === undefined || other === undefined) throw new Error('no reports');
    const before = await matters.counts(everything());

    await matters.apart({ eventId, reason: '不是同一件事' }, analyst);
    expect((await standing()).has(eventId)).toBe(false);
    await matters.relink.all();
    expect((await standing()).has(eventId)).toBe(false);
    expect((await matters.counts(everything())).matters).toBe(before.matters + 1);
    expect(await complaintsOfTheYear()).toEqual({ ...complaints, after: complaints.after + 1 });
    const ended = await matters.get(id, analyst);
    expect(ended.endedAt).not.toBeNull();
    expect(ended.left).toContainEqual(
      expect.objectContaining({ eventId, by: 'analyst', why: 'apart', day: expect.any(String) }),
    );
    await expect(matters.apart({ eventId, reason: '再来一次' }, analyst)).rejects.toMatchObject({
      code: 'not-linked',
    });

    await matters.join({ eventId, withEventId: other, reason: '当事人确认是同一件' }, analyst);
    const joined = await standing();
    expect(joined.get(eventId)).toBe(joined.get(other));
    const byHand = await matters.get(joined.get(eventId) ?? 0, analyst);
    expect(byHand.reports.map(({ reason: { key }, linkedBy }) => [key, linkedBy])).toEqual([
      ['hand', 'analyst'],
      ['hand', 'analyst'],
    ]);
    for (const { id: decisionId } of (await matters.ofEmployer(employerId, analyst)).decisions)
      await matters.undo({ decisionId, reason: '复核后恢复' }, analyst);
    const again = await standing();
    expect(again.get(eventId)).toBe(again.get(other));
    expect(await matters.counts(everything())).toEqual(before);
    expect(await complaintsOfTheYear()).toEqual(complaints);
    const history = await matters.get(again.get(eventId) ?? 0, analyst);
    expect(history.reports.every(({ linkedBy }) => linkedBy === 'machine')).toBe(true);
    expect(history.decisions.every(({ undone }) => undone !== null)).toBe(true);
  });

  it('follow their employers through a merge, and back', async () => {
    const { matters, warehouse, employerMoves } = county.product;
    const admin = viewer('admin');
    const [both] = await warehouse.run(
      `SELECT [one.employer_id, other.employer_id] AS ids
      FROM (SELECT employer_id, occurred_at, attributes['phoneKey'] AS phone FROM miaotou.events WHERE phone != '' AND employer_id != '') AS one
      INNER JOIN (SELECT employer_id, occurred_at, attributes['phoneKey'] AS phone FROM miaotou.events) AS other USING (phone)
      WHERE one.employer_id < other.employer_id AND other.employer_id != '' AND abs(dateDiff('day', one.occurred_at, other.occurred_at)) < 50
      ORDER BY ids LIMIT 1`,
      {},
      z.object({ ids: z.tuple([z.string(), z.string()]) }),
    );
    if (both === undefined) throw new Error('nobody complains of two employers');
    const before = await standing();
    const [from, into] = both.ids;
    const { moveId } = await employerMoves.merge(from, { into, reason: '同一家' }, admin);
    await matters.relink.all();
    const merged = await standing();
    expect(merged.size).toBeGreaterThan(before.size);
    await employerMoves.undo(moveId, '不是同一家', admin);
    await matters.relink.all();
    expect([...(await standing()).keys()].toSorted()).toEqual([...before.keys()].toSorted());
  });

  it('never show what accuses (检举控告) to those who do not work with petitions', async () => {
    const { matters, warehouse } = county.product;
    const { items } = await matters.list({ page: 1, pageSize: 200, kind: 'petition' }, viewer('intake'));
    const matter = items.find(({ reports }) => reports === 2) ?? items[0];
    if (matter === undefined) throw new Error('no petition in any matter');
    const { reports } = await matters.get(Number(matter.id), viewer('intake'));
    const accusing = reports.find(({ kind }) => kind === 'petition')?.eventId ?? '';
    // The petition bureau says later that the petition accuses.
    await warehouse.command(
      `INSERT INTO miaotou.events SELECT * REPLACE(now64(3) AS observed_at, mapUpdate(attributes, map('category', '检举控告')) AS attributes)
      FROM miaotou.events WHERE event_id = {eventId:String} AND retracted = 0 ORDER BY observed_at DESC LIMIT 1`,
      { eventId: accusing },
    );
    const allowed = new Set<Role>(['leader', 'intake', 'admin']);
    // Whether the records know yet or not.
    for (const relinked of [false, true]) {
      if (relinked) await matters.relink.all();
      for (const role of roles) {
        const shown = JSON.stringify([
          await matters.ofEmployer(matter.employerId, viewer(role)),
          await county.product.insights.employer(matter.employerId, viewer(role)),
          await county.product.insights.jointView(matter.employerId, viewer(role)),
          await matters.get(Number(matter.id), viewer(role)).catch(() => null),
        ]);
        expect([relinked, role, shown.includes(accusing)]).toEqual([relinked, role, allowed.has(role)]);
        await expect(
          matters.apart({ eventId: accusing, reason: '试一试' }, viewer(role)).catch((e: unknown) => {
            if (!allowed.has(role)) throw e;
          }),
        )[allowed.has(role) ? 'resolves' : 'rejects'].toSatisfy(() => true);
      }
    }
  });
});
