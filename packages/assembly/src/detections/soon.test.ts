import { describe, expect, it } from 'vitest';
import { detectionJob, gatherMs } from './soon.js';

const start = new Date('2026-03-02T01:00:00.000Z');
const later = (ms: number): Date => new Date(start.getTime() + ms);

describe('a run of the detectors that is asked for', () => {
  it.each([
    ['at the beginning of a span', 0, gatherMs],
    ['within it', 4_000, gatherMs - 4_000],
    ['in its last millisecond', gatherMs - 1, 1],
  ])('%s begins when the span is over', (_, ms, delayMs) => {
    expect(detectionJob(later(ms)).options.delayMs).toBe(delayMs);
  });

  it('is one run for all who ask within the span, and another after it', () => {
    const first = detectionJob(start).options.key;
    expect(detectionJob(later(gatherMs - 1)).options.key).toBe(first);
    expect(detectionJob(later(gatherMs)).options.key).not.toBe(first);
  });

  it('for a past moment begins at once, by itself', () => {
    const asOf = '2026-01-31T16:00:00.000Z';
    expect(detectionJob(start, asOf)).toEqual({
      payload: { asOf },
      options: { key: `detect-as-of-${asOf}` },
    });
  });
});
