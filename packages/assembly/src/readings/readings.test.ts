import { fixedClock } from '@miaotou/runtime';
import { testRecords, testWarehouse } from '@miaotou/testkit';
import type { Viewer } from '@miaotou/engine';
import type { OpenRecords } from '@miaotou/records';
import type { Warehouse } from '@miaotou/warehouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTextReadings, type TextReadings } from './readings.js';
import { withReading } from './read-at-import.js';

const analyst: Viewer = { id: '1', username: 'an', displayName: 'An', role: 'analyst', scope: ['*'] };
const elsewhere: Viewer = { ...analyst, scope: ['445224100'] };
const now = new Date('2026-09-20T02:00:00Z');
const evaluated: string[] = [];
let records: OpenRecords;
let warehouse: Warehouse;
let texts: TextReadings;
const clock = fixedClock(now);

/** An event of the hotline with this text, as an import would land it. */
function landed(key: string, day: string, text: string) {
  const draft = withReading(
    {
      kind: 'complaint',
      key,
      occurredAt: day,
      persons: null,
      amountFen: null,
      months: null,
      personKeys: [],
      attributes: { channel: '12345' },
      row: 7,
    },
    text,
    false,
  );
  return {
    kind: draft.kind,
    layout: 'hotline-12345',
    event_id: `hotline-12345:${key}`,
    employer_id: '3',
    employer_name: '宏发制衣厂',
    region: draft.region ?? '',
    industry: '',
    occurred_at: `${day} 01:00:00`,
    observed_at: `${day} 02:00:00`,
    persons: draft.persons,
    amount_fen: draft.amountFen,
    months: draft.months,
    person_keys: [],
    attributes: draft.attributes,
    retracted: 0,
    batch_id: 12,
    row: 7,
    sheet: '',
  };
}

beforeAll(async () => {
  records = await testRecords();
  warehouse = await testWarehouse();
  await warehouse.insert('miaotou.events', [
    landed('a', '2026-09-01', '葵潭镇制衣厂老板跑路，拖欠12名工人三个月工资共5万元'),
    ...['b', 'c', 'd'].map((key, at) =>
      landed(
        key,
        `2026-09-0${at + 2}`,
        `葵潭镇华星搅拌站夜间噪音和粉尘扰民，华星搅拌站离学校太近，第${at + 1}次反映，电话13800138000`,
      ),
    ),
    landed('e', '2026-09-05', '前詹镇路灯坏了'),
  ]);
  texts = createTextReadings({
    records,
    warehouse,
    clock,
    changed: async (batchId) => void evaluated.push(batchId),
  });
}, 120_000);
afterAll(() => records.close());

const id = 'hotline-12345:a';

describe('a reading', () => {
  it('tells what the machine read, and that it did', async () => {
    expect(await texts.readings.get(id, analyst)).toMatchObject({
      facts: {
        persons: 12,
        amountFen: 5_000_000,
        months: 3,
        disputeType: 'D11',
        town: '445224114',
        danger: true,
      },
      read: ['persons', 'amountFen', 'months', 'disputeType', 'town'],
      corrected: [],
      corrections: [],
    });
  });

  it.each([
    ['of an event that is not there', 'none', analyst],
    ['of another region', id, elsewhere],
  ])('%s is not found', async (_, eventId, viewer) => {
    await expect(texts.readings.get(eventId, viewer)).rejects.toMatchObject({ code: 'reading-unknown' });
  });

  it('is corrected by a person, keeps who and why, and becomes a lesson; then as it was when taken back', async () => {
    const before = await texts.readings.get(id, analyst);
    clock.set(new Date('2026-09-20T03:00:00Z'));
    const changes = { persons: 15, amountFen: null, danger: false };
    const corrected = await texts.readings.correct(id, { changes, reason: '电话核实' }, analyst);
    expect(corrected).toMatchObject({
      facts: { ...before.facts, ...changes },
      read: ['months', 'disputeType', 'town'],
      corrected: ['persons', 'amountFen', 'danger'],
      corrections: [{ by: 'an', reason: '电话核实', after: changes, undone: null }],
    });
    expect(evaluated).toEqual(['12']);
    const [lesson] = await texts.readings.lessons();
    expect(lesson).toMatchObject({ eventId: id, before: { persons: 12, danger: true }, after: changes });
    expect(lesson?.text).toContain('三个月工资');

    clock.set(new Date('2026-09-20T04:00:00Z'));
    const [made] = corrected.corrections;
    const undone = await texts.readings.undo(Number(made?.id), analyst);
    expect(undone).toMatchObject({ facts: before.facts, read: before.read, corrected: [] });
    expect(undone.corrections[0]?.undone).toMatchObject({ by: 'an' });
    expect(await texts.readings.lessons()).toEqual([]);
    await expect(texts.readings.undo(Number(made?.id), analyst)).rejects.toMatchObject({
      code: 'not-the-newest',
    });
  });

  it('that a correction would leave as it is, is left', async () => {
    await expect(
      texts.readings.correct(id, { changes: { persons: 12 }, reason: '核实' }, analyst),
    ).rejects.toMatchObject({ code: 'nothing-changes' });
  });
});

describe('hot topics', () => {
  const query = { days: 30, to: '2026-09-20' } as const;

  it('group messages about one thing and name it by its words', async () => {
    const { items, read, all } = await texts.topics.list(query, analyst);
    expect({ read, all }).toEqual({ read: 5, all: 5 });
    expect(items).toMatchObject([
      {
        messages: 3,
        labour: 0,
        danger: 0,
        from: '2026-09-02',
        to: '2026-09-04',
        places: [{ code: '445224114' }],
      },
    ]);
    expect(items[0]?.words).toContain('搅拌站');
    expect(items[0]?.weeks.reduce((sum, { messages }) => sum + messages, 0)).toBe(3);
  });

  it('open to their messages, newest first', async () => {
    const { items } = await texts.topics.list(query, analyst);
    const detail = await texts.topics.detail(items[0]?.id ?? '', query, analyst);
    expect(detail.shown[0]?.text).toMatch(/电话\*+8000$/u);
    expect(detail.shown.map(({ eventId }) => eventId)).toEqual(
      ['d', 'c', 'b'].map((key) => `hotline-12345:${key}`),
    );
  });

  it('of another region are not there', async () => {
    expect((await texts.topics.list(query, elsewhere)).items).toEqual([]);
    await expect(texts.topics.detail('0', query, analyst)).rejects.toMatchObject({ code: 'topic-unknown' });
  });
});
