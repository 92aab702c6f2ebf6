import type { FaultPlace } from '@miaotou/contracts';
import { faults } from '../faults/index.js';
import type { ReadError } from '../faults/index.js';
import type { UnrecognisedLayout } from './recognise.js';

const shown = 12;

/** The refusal of a sheet that no layout reads: what was expected, and what was found. */
export function unrecognisedError(recognition: UnrecognisedLayout, place: FaultPlace): ReadError {
  const [nearest] = recognition.expected;
  if (nearest !== undefined && nearest.missing.length === 0 && nearest.doubled.length > 0)
    return faults.doubledColumn(place, nearest.name, nearest.doubled);
  const found = recognition.found.slice(0, shown);
  const more = recognition.found.length > shown;
  return faults.unknownLayout(
    place,
    {
      zh:
        recognition.expected
          .map(({ name, missing }) => `《${name.zh}》（缺少列：${missing.join('、')}）`)
          .join('，或') || '已登记的任一种报表',
      en:
        recognition.expected
          .map(({ name, missing }) => `"${name.en}" (missing: ${missing.join(', ')})`)
          .join(', or ') || 'any registered layout',
    },
    {
      zh:
        found.length === 0
          ? '没有任何列名'
          : `列名：${found.join('、')}${more ? ` 等 ${recognition.found.length} 列` : ''}`,
      en:
        found.length === 0
          ? 'no headers'
          : `headers: ${found.join(', ')}${more ? ` and ${recognition.found.length - shown} more` : ''}`,
    },
  );
}
