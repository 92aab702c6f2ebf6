import { describe, expect, test } from 'vitest';
import type { EventDraft, ReadingChanges } from '@miaotou/contracts';
import { withKept } from './kept-readings.js';

/** As it is delivered again: the machine read persons and town, the source states the money. */
const draft: EventDraft = {
  kind: 'complaint',
  key: 'A1',
  occurredAt: '2026-06-01',
  region: '445224110',
  persons: 12,
  amountFen: 500,
  months: null,
  personKeys: [],
  attributes: { read: 'persons,town', disputeType: 'D11', labour: 'true', by: 'x' },
  row: 2,
};

describe('what people corrected of an event that is delivered again', () => {
  test.each<[string, ReadingChanges, ReadingChanges, Partial<EventDraft>, string | undefined]>([
    ['holds over what the machine read', { persons: 11 }, { persons: 15 }, { persons: 15 }, 'persons'],
    ['holds where the row says nothing', { months: null }, { months: 3 }, { months: 3 }, 'months'],
    [
      'gives way to what the row states',
      { amountFen: 400 },
      { amountFen: 900 },
      { amountFen: 500 },
      undefined,
    ],
    [
      'holds of a place, also that there is none',
      { town: '445224110' },
      { town: null },
      { region: '' },
      'town',
    ],
    [
      'holds of what no source states',
      { labour: true },
      { labour: false },
      {
        attributes: {
          read: 'persons,town',
          disputeType: 'D11',
          by: 'x',
          labour: 'false',
          corrected: 'labour',
        },
      },
      'labour',
    ],
    [
      'holds of a kind that is worked out of the same words again',
      { disputeType: 'D11' },
      { disputeType: 'D02' },
      {
        attributes: {
          read: 'persons,town',
          labour: 'true',
          by: 'x',
          disputeType: 'D02',
          corrected: 'disputeType',
        },
      },
      'disputeType',
    ],
    [
      'gives way to a kind that is another one now',
      { disputeType: 'D05' },
      { disputeType: 'D02' },
      { attributes: draft.attributes },
      undefined,
    ],
  ])('%s', (_, before, after, expected, corrected) => {
    const kept = withKept(draft, [{ before, after }]);
    expect(kept).toMatchObject(expected);
    expect(kept.attributes['corrected']).toBe(corrected);
    expect(kept.attributes['read']?.split(',') ?? []).not.toContain(corrected ?? 'nothing');
  });

  test('the newest correction of a fact counts, and no correction changes nothing', () => {
    const kept = withKept(draft, [
      { before: { persons: 12 }, after: { persons: 15 } },
      { before: { persons: 15 }, after: { persons: null } },
    ]);
    expect(kept).toMatchObject({ persons: null, attributes: { corrected: 'persons', read: 'town' } });
    expect(withKept(draft, [])).toBe(draft);
  });
});
