import type { Cell } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { arbitrationCases } from './arbitration-cases.js';

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

  it('adds a court case only when a party sued', () => {
    expect(eventsOf({ ...base, sued: false }).map(({ kind }) => kind)).toEqual(['arbitration-case']);
    const sued = eventsOf({ ...base, sued: true, servedOn: '2026-05-06' });
    expect(sued.map(({ kind, occurredAt }) => [kind, occurredAt])).toEqual([
      ['arbitration-case', '2026-03-05'],
      ['court-case', '2026-05-06'],
    ]);
    expect(new Set(sued.map(({ key }) => key)).size).toBe(2);
  });

  it('masks the applicant', () => {
    expect(arbitrationCases.manifest.columns.find(({ field }) => field === 'applicant')?.personal).toBe(
      'mask',
    );
  });
});
