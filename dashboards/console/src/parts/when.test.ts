import { expect, it } from 'vitest';
import { agoText, bytesText, dayText, instantText } from './when.js';

it.each([
  ['a Shanghai evening is not yet the next day', '2026-11-22T15:59:00Z', '2026/11/22', '2026/11/22 23:59'],
  ['a UTC evening is the next day in Shanghai', '2026-11-22T16:00:00Z', '2026/11/23', '2026/11/23 00:00'],
])('%s', (_name, instant, day, whole) => {
  expect(dayText(instant, 'zh')).toBe(day);
  expect(instantText(instant, 'zh').replace('24:', '00:')).toBe(whole);
  expect(dayText(instant, 'en')).toBe(day.replaceAll('/', '-'));
});

it.each([
  [30_000, '此刻', 'this minute'],
  [3 * 60_000, '3分钟前', '3 minutes ago'],
  [5 * 3_600_000, '5小时前', '5 hours ago'],
  [9 * 86_400_000, '9天前', '9 days ago'],
  [-60_000, '此刻', 'this minute'],
])('%i ms ago', (past, zh, en) => {
  const now = Date.parse('2026-11-23T00:00:00Z');
  const instant = new Date(now - past).toISOString();
  expect(agoText(instant, now, 'zh')).toBe(zh);
  expect(agoText(instant, now, 'en')).toBe(en);
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KB'],
  [5 * 1024 ** 2, '5.0 MB'],
])('%i bytes', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
