import type { Cell } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { arbitrationCases } from './arbitration-cases.js';
import { courtIntake } from './court-intake.js';
import { mediationRegister } from './mediation-register.js';

const base = {
  caseNumber: '惠来劳人仲案字〔2026〕7号',
  receivedOn: '2026-03-02',
  acceptedOn: '2026-03-05',
  workers: 3,
  cause: '追索劳动报酬',
  amount: 900_00,
} satisfies Record<string, Cell>;
const eventsOf = (cells: Record<string, Cell>) =>
  arbitrationCases.map?.([{ row: 5, sheet: '', cells }], { receivedOn: '2026-04-01', period: '2026-03-01' })
    .events ?? [];

describe('arbitration case', () => {
  it('happens on the day of acceptance, else on the day of receipt', () => {
    expect(eventsOf(base)[0]?.occurredAt).toBe('2026-03-05');
    expect(eventsOf({ ...base, acceptedOn: null })[0]?.occurredAt).toBe('2026-03-02');
  });

  it('is open until it has a closing day', () => {
    expect(eventsOf(base)[0]?.attributes).toMatchObject({ stage: 'open', disputeType: 'D11' });
    const closed = eventsOf({ ...base, closedOn: '2026-04-01', closeReason: 'mediated' })[0];
    expect(closed?.attributes).toMatchObject({ stage: 'closed', closeReason: 'mediated' });
  });

  it.each([
    ['nine workers', { workers: 9 }, 'false'],
    ['ten workers', { workers: 10 }, 'true'],
    ['the register says so', { workers: 9, collective: true }, 'true'],
    ['nothing is known', { workers: null }, undefined],
  ])('collective: %s', (_, cells, expected) => {
    expect(eventsOf({ ...base, ...cells })[0]?.attributes['isCollective']).toBe(expected);
  });

  it.each([
    ['45 days', {}, '2026-04-19'],
    ['60 when it was extended', { extended: true }, '2026-05-04'],
    ['no limit before it is accepted', { acceptedOn: null }, undefined],
  ])('is to end within %s', (_, cells, dueOn) => {
    expect(eventsOf({ ...base, ...cells })[0]?.attributes['dueOn']).toBe(dueOn);
  });

  it('keeps whether a party sued as a fact of the case; lawsuits themselves come from the court', () => {
    const sued = eventsOf({ ...base, sued: true, servedOn: '2026-05-06' });
    expect(sued.map(({ kind, attributes }) => [kind, attributes['sued']])).toEqual([
      ['arbitration-case', 'true'],
    ]);
  });

  it('masks the applicant', () => {
    expect(arbitrationCases.manifest.columns.find(({ field }) => field === 'applicant')?.personal).toBe(
      'mask',
    );
  });
});

describe('mediation', () => {
  const entry = {
    number: '12',
    organisation: '隆江镇调委会',
    acceptedOn: '2026-03-02',
    workers: 4,
    respondent: '甲公司',
    cause: '拖欠工资',
    town: '隆江镇',
  } satisfies Record<string, Cell>;
  const mediationOf = (cells: Record<string, Cell>) =>
    mediationRegister.map?.([{ row: 5, sheet: '', cells: { ...entry, ...cells } }], {
      receivedOn: '2026-04-01',
      period: '2026-03-01',
    }).events[0];

  it('is known by its number within its organisation', () => {
    expect(mediationOf({})).toMatchObject({ key: '隆江镇调委会:12', region: '445224110', persons: 4 });
    expect(mediationOf({ organisation: '惠城镇调委会' })?.key).not.toBe(mediationOf({})?.key);
  });

  it.each([
    ['open', {}, { stage: 'open' }],
    [
      'settled',
      { concludedOn: '2026-03-09', outcome: 'settled' },
      { stage: 'closed', concludedOn: '2026-03-09', outcome: 'settled', disputeType: 'D11' },
    ],
    [
      'settled, to be performed by a day',
      { concludedOn: '2026-03-09', outcome: 'settled', performBy: '2026-04-09' },
      { performBy: '2026-04-09', performance: 'due' },
    ],
    [
      'performed',
      {
        concludedOn: '2026-03-09',
        outcome: 'settled',
        performBy: '2026-04-09',
        performedOn: '2026-04-02',
      },
      { performance: 'done' },
    ],
  ])('%s', (_, cells, expected) => {
    expect(mediationOf(cells)?.attributes).toMatchObject(expected);
  });
});

describe('lawsuit', () => {
  it('happens when the court takes it in, and names the arbitration case before it', () => {
    const cells = {
      caseNumber: '(2026)粤5224民初7号',
      filedOn: '2026-05-20',
      employer: '甲公司',
      industry: '建筑业',
      arbitrationNumber: base.caseNumber,
      closedOn: null,
    };
    const [event] =
      courtIntake.map?.([{ row: 3, sheet: '', cells }], { receivedOn: '2026-06-20', period: '2026-05-01' })
        .events ?? [];
    expect(event).toMatchObject({
      kind: 'court-case',
      occurredAt: '2026-05-20',
      industry: '建筑业',
      attributes: { caseNumber: base.caseNumber, stage: 'open' },
    });
  });
});
