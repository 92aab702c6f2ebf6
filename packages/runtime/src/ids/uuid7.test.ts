import { assert, integer, pre, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { newId, uuid7 } from './uuid7.js';

const chance = uint8Array({ minLength: 10, maxLength: 10 });
const millis = integer({ min: 0, max: 2 ** 48 - 1 });

test('is a UUID of version 7 that says its time', () => {
  assert(
    property(millis, chance, (ms, bytes) => {
      const id = uuid7(new Date(Math.min(ms, 8.64e15)), bytes);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(ms);
    }),
  );
});

test('a later one sorts later', () => {
  assert(
    property(millis, millis, chance, chance, (a, b, x, y) => {
      pre(a < b);
      expect(uuid7(new Date(a), x) < uuid7(new Date(b), y)).toBe(true);
    }),
  );
});

test('no two are alike', () => {
  expect(new Set(Array.from({ length: 1_000 }, newId)).size).toBe(1_000);
});
