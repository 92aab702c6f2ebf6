import type { FaultPlace } from '@miaotou/contracts';
import { faults } from '../faults/index.js';
import type { ReadError } from '../faults/index.js';
import type { UnrecognisedLayout } from './recognise.js';

const shown = 12;

/** The refusal of a sheet that no layout reads: what was expected, and what was found. */
export function unrecognisedError(recognition: UnrecognisedLayout, place: FaultPlace): ReadError {
  const nearest = recognition.expected;
  const found = recognition.found.slice(0, shown);
  const more = recognition.found.length - found.length;
  return faults.wrongKind(
    place,
    {
      zh:
        nearest
          .map((layout) => {
            const faultsZh = [
              layout.missing.length > 0 ? `缺少列：${layout.missing.join('、')}` : '',
              layout.doubled.length > 0 ? `列重复：${layout.doubled.join('、')}` : '',
            ].filter((part) => part !== '');
            return `《${layout.name.zh}》（${faultsZh.join('；')}）`;
          })
          .join('，或') || '已登记的任一种报表',
      en:
        nearest
          .map((layout) => {
            const faultsEn = [
              layout.missing.length > 0 ? `missing: ${layout.missing.join(', ')}` : '',
              layout.doubled.length > 0 ? `twice: ${layout.doubled.join(', ')}` : '',
            ].filter((part) => part !== '');
            return `"${layout.name.en}" (${faultsEn.join('; ')})`;
          })
          .join(', or ') || 'any registered layout',
    },
    {
      zh:
        found.length === 0
          ? '没有任何列名'
          : `列名：${found.join('、')}${more > 0 ? ` 等 ${recognition.found.length} 列` : ''}`,
      en:
        found.length === 0
          ? 'no headers'
          : `headers: ${found.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    },
  );
}
