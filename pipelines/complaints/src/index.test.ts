import type { Cell, Layout } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { citizenMessages } from './citizen-messages.js';
import { hotline } from './hotline.js';
import { inspection } from './inspection.js';
import { wageClaims } from './wage-claims.js';
import { findingVerifies, wageClue } from './wage-clue.js';

const eventsOf = (layout: Layout, cells: Record<string, Cell>) =>
  layout.map?.([{ row: 9, sheet: '', cells }], { receivedOn: '2026-10-08', period: '2026-09-01' }).events ??
  [];
const personalOf = (layout: Layout) =>
  Object.fromEntries(
    layout.manifest.columns.flatMap(({ field, personal }) =>
      personal === undefined ? [] : [[field, personal]],
    ),
  );

describe('hotline 12345', () => {
  const order = {
    orderNumber: 'GD1',
    receivedAt: '2026-09-03T01:20:00.000Z',
    requestKind: 'complaint',
    phone: 'hash-1',
    content: '工地拖欠农民工工资',
    place: '惠来县隆江镇邮电路',
    employer: '某公司',
    status: 'open',
  } satisfies Record<string, Cell>;

  it('gives a complaint of one person in the town of the address', () => {
    expect(eventsOf(hotline, order)).toMatchObject([
      {
        kind: 'complaint',
        region: '445224110',
        persons: 1,
        personKeys: ['hash-1'],
        attributes: {
          channel: '12345',
          disputeType: 'D11',
          keyGroup: 'KG01',
          verified: 'false',
          status: 'open',
        },
      },
    ]);
  });

  it.each([
    ['question', 0],
    ['suggestion', 0],
    ['complaint', 1],
    ['report', 1],
    ['help', 1],
  ])('%s gives %i complaints', (requestKind, count) => {
    expect(eventsOf(hotline, { ...order, requestKind })).toHaveLength(count);
  });
});

describe('inspection register', () => {
  const entry = {
    number: 'JC1',
    registeredOn: '2026-09-03',
    persons: 12,
    matter: '拖欠工资，2026年6月至8月',
    town: '东垅镇',
  } satisfies Record<string, Cell>;

  it('reads months from the matter and the town from its spelling', () => {
    expect(eventsOf(inspection, entry)).toMatchObject([{ months: 3, persons: 12, region: '445224108' }]);
  });

  it.each([
    ['nothing found yet', {}, 'false', 'open'],
    ['a case was filed', { filedOn: '2026-09-10' }, 'true', 'open'],
    ['wages were recovered', { recovered: 500_00, closedOn: '2026-09-30' }, 'true', 'closed'],
  ])('%s', (_, cells, verified, status) => {
    expect(eventsOf(inspection, { ...entry, ...cells })[0]?.attributes).toMatchObject({ verified, status });
  });
});

describe('the clocks of an inspection', () => {
  const entry = { number: 'JC1', registeredOn: '2026-03-02', matter: '拖欠工资' } satisfies Record<
    string,
    Cell
  >;
  it.each([
    ['five working days to take it up', {}, { fileDueOn: '2026-03-09' }],
    ['sixty from the docket', { filedOn: '2026-03-04' }, { filedOn: '2026-03-04', dueOn: '2026-06-01' }],
    ['ninety when extended', { filedOn: '2026-03-04', extended: true }, { dueOn: '2026-07-14' }],
    [
      'an order to pay has its own day',
      { payDueOn: '2026-04-01', paidOn: '2026-04-03' },
      { payDueOn: '2026-04-01', paidOn: '2026-04-03' },
    ],
  ])('%s', (_, cells, expected) => {
    expect(eventsOf(inspection, { ...entry, ...cells })[0]?.attributes).toMatchObject(expected);
  });
});

describe('clue platform', () => {
  it.each([
    [null, false],
    ['属实，已责令支付', true],
    ['经核查，线索属实', true],
    ['已支付', true],
    ['不属实', false],
    ['重复线索，前件已支付', false],
    ['查无此项目', false],
  ])('finding %s verifies: %s', (finding, verified) => {
    expect(findingVerifies(finding)).toBe(verified);
  });

  it('keeps no bank card and shows no identity', () => {
    expect(personalOf(wageClue)).toEqual({
      worker: 'mask',
      idNumber: 'hash',
      phone: 'hash',
      bankCard: 'drop',
    });
  });

  it('knows a worker by the phone, else by the identity number', () => {
    const clue = {
      clueNumber: 'XS1',
      submittedAt: '2026-09-03T01:20:00.000Z',
      idNumber: 'id',
      span: '3个月',
    };
    expect(eventsOf(wageClue, { ...clue, phone: 'tel' })[0]).toMatchObject({
      personKeys: ['tel'],
      months: 3,
    });
    expect(eventsOf(wageClue, clue)[0]?.personKeys).toEqual(['id']);
  });
});

describe('citizen messages', () => {
  it('keeps a summary of the text and the topic', () => {
    const [event] = eventsOf(citizenMessages, {
      messageNumber: '1',
      writtenAt: '2019-07-11T00:25:50.000Z',
      title: '老板拖欠工资',
      content: `  ${'长'.repeat(500)}`,
      topic: '劳动和社会保障',
      likes: 5,
    });
    expect(event?.attributes['summary']).toHaveLength(200);
    expect(event?.attributes).toMatchObject({ disputeType: 'D11', likes: '5', status: 'open' });
  });
});

describe('wage claims', () => {
  const claim = { violation: 'v', employer: 'A LLC', state: 'US-OH', openedAt: '2014-09-29T00:00:00.000Z' };

  it('tells dollars in cents, and which amount it is', () => {
    expect(eventsOf(wageClaims, { ...claim, claimed: 0, assessed: 1305_60 })[0]).toMatchObject({
      region: 'US-OH',
      amountFen: 1305_60,
      attributes: { currency: 'USD', amountKind: 'assessed', verified: 'true' },
    });
  });

  it.each([
    ['opened first', { closedAt: '2015-01-01T00:00:00.000Z' }, 'opened'],
    ['closed when it was never opened', { openedAt: null, closedAt: '2015-01-01T00:00:00.000Z' }, 'closed'],
    ['paid at last', { openedAt: null, paidAt: '2015-01-01T00:00:00.000Z' }, 'paid'],
  ])('is dated as %s', (_, cells, dateKind) => {
    expect(eventsOf(wageClaims, { ...claim, ...cells })[0]?.attributes['dateKind']).toBe(dateKind);
  });

  it('refuses a claim without any date, so that it is quarantined', () => {
    expect(() => eventsOf(wageClaims, { ...claim, openedAt: null })).toThrow(/no date/u);
  });
});
