import type { EventDraft } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { pipelines } from '../sources.js';
import { withReading } from './read-at-import.js';

const draft: EventDraft = {
  kind: 'complaint',
  key: '1',
  occurredAt: '2026-09-03',
  persons: null,
  amountFen: null,
  months: null,
  personKeys: [],
  attributes: { channel: '12345' },
  row: 2,
};
const text = '我们12名农民工在葵潭镇工地干活，老板跑路，2026年6月至今没发工资，共欠8万元，电话13800138000';

describe('an event whose text was read', () => {
  it('has the facts that its source left empty, marked as read', () => {
    expect(withReading(draft, text, false)).toMatchObject({
      persons: 12,
      amountFen: 8_000_000,
      months: 4,
      region: '445224114',
      attributes: {
        channel: '12345',
        read: 'persons,amountFen,months,disputeType,keyGroup,town',
        disputeType: 'D11',
        keyGroup: 'KG01',
        labour: 'true',
        danger: 'true',
        readVersion: '2',
      },
    });
  });

  it('keeps every cell of its source', () => {
    const told: EventDraft = {
      ...draft,
      persons: 1,
      amountFen: 5,
      months: 2,
      region: '445224100',
      attributes: { disputeType: 'D07', keyGroup: 'KG02' },
    };
    const read = withReading(told, text, false);
    expect(read).toMatchObject({ ...told, attributes: told.attributes });
    expect(read.attributes).not.toHaveProperty('read');
  });

  it('takes the town of a known employer before the one that its text names', () => {
    expect(withReading(draft, text, true).region).toBeUndefined();
  });

  it('keeps an excerpt without the caller’s number', () => {
    const { excerpt = '' } = withReading(draft, text, false).attributes;
    expect(excerpt).toContain('葵潭镇工地');
    expect(excerpt).not.toContain('13800138000');
  });

  it('of another matter raises no danger and tells no dispute', () => {
    const { attributes } = withReading(draft, '小区有人要跳楼，物业不管', false);
    expect(attributes).toMatchObject({ labour: 'false', danger: 'false' });
    expect(attributes).not.toHaveProperty('disputeType');
  });
});

describe('layouts with a text', () => {
  it('name columns that they have', () => {
    for (const { manifest } of pipelines.flatMap(({ layouts }) => layouts)) {
      const fields = manifest.columns.map(({ field }) => field);
      expect(fields, manifest.layout).toEqual(expect.arrayContaining(manifest.text));
    }
  });

  it('are those of complaints, petitions and opinion', () => {
    const sources = pipelines.flatMap(({ source, layouts }) =>
      layouts.some(({ manifest }) => manifest.text.length > 0) ? [source] : [],
    );
    expect(sources).toEqual(['complaints', 'petitions', 'opinion']);
  });
});
