import type { FaultPlace } from '@miaotou/contracts';
import { readXml } from './xml.js';

/** How a number shows itself: as it is, as a date, as a time of day, as a lapse of time, or in hundredths. */
export type NumberLook = 'number' | 'date' | 'time' | 'lapse' | 'percent';

/** Looks of the built-in formats (ECMA-376 part 1, 18.8.30), Chinese and Japanese ones among them. */
const builtIn = new Map<number, NumberLook>([
  [9, 'percent'],
  [10, 'percent'],
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
    (id) => [id, 'date'] as const,
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [46, 'lapse'],
]);

/** What a format code does to a number; text in quotes, escapes, colours and locales say nothing. */
export function lookOfFormat(code: string): NumberLook {
  const first = code
    .replaceAll(/"[^"]*"?/g, '')
    .replaceAll(/\\./g, '')
    .replaceAll(/[_*]./g, '')
    .split(';', 1)[0];
  const lapse = /\[(h+|m+|s+)\]/i.test(first ?? '');
  const bare = (first ?? '').replaceAll(/\[[^\]]*\]/g, '');
  if (lapse) return 'lapse';
  if (/general/i.test(bare)) return 'number';
  if (/[yd年月日]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))) return 'date';
  if (/[hs]/i.test(bare)) return 'time';
  return bare.includes('%') ? 'percent' : 'number';
}

/** Look of each cell style, by its number. */
export async function readLooks(chunks: AsyncIterable<Buffer>, place: FaultPlace): Promise<NumberLook[]> {
  const own = new Map<number, NumberLook>();
  const looks: NumberLook[] = [];
  let inCellStyles = false;
  await readXml(
    chunks,
    {
      open(name, attributes) {
        if (name === 'numFmt')
          own.set(Number(attributes['numFmtId']), lookOfFormat(attributes['formatCode'] ?? ''));
        else if (name === 'cellXfs') inCellStyles = true;
        else if (name === 'xf' && inCellStyles) {
          const id = Number(attributes['numFmtId'] ?? 0);
          looks.push(own.get(id) ?? builtIn.get(id) ?? 'number');
        }
      },
      close(name) {
        if (name === 'cellXfs') inCellStyles = false;
      },
    },
    place,
  );
  return looks;
}
