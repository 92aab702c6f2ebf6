import { describe, expect, it } from 'vitest';
import { eventSummary } from './event-summary.js';

describe('one event at a glance', () => {
  it.each([
    ['what was written goes first', { title: '讨薪视频', channel: '12345' }, '讨薪视频'],
    [
      'a complaint says how it came and what it is about',
      { channel: 'clue', disputeType: 'D11' },
      '欠薪线索 · ',
    ],
    ['a visit says to whom', { form: 'visit', level: 'province' }, '来访 · 省级'],
    ['a code without words is left out', { channel: 'pigeon', disputeType: 'D99' }, ''],
    ['an empty text is none', { title: '', form: 'letter' }, '来信'],
    ['nothing known says nothing', {}, ''],
  ])('%s', (_, attributes, expected) => {
    const { zh, en } = eventSummary(attributes);
    expect(zh.startsWith(expected)).toBe(true);
    expect(zh === '').toBe(en === '');
    expect(zh === '').toBe(expected === '');
  });

  it('is cut where it would fill the page', () => {
    expect(eventSummary({ content: '长'.repeat(500) }).zh).toHaveLength(200);
  });
});
