import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { usccCheckDigit } from '@miaotou/domain';

const towns = ['惠城镇', '隆江镇', '葵潭镇', '神泉镇', '靖海镇', '仙庵镇', '溪西镇', '岐石镇'];
const indicators = ['SI01', 'SI02', 'SI03', 'SI04', 'insured_headcount'];

/** What is wrong with every fiftieth row, in turn: six kinds of faults, 2 % of all rows. */
const spoil: readonly ((cells: string[]) => void)[] = [
  (cells) => (cells[0] = `${(cells[0] ?? '').slice(0, 17)}?`),
  (cells) => (cells[4] = '2025-13'),
  (cells) => (cells[5] = 'abc'),
  (cells) => (cells[5] = 'nan'),
  (cells) => (cells[5] = '-99999999999999'),
  (cells) => (cells[1] = ''),
];

/** A code with a valid check character, in a division that no register uses. */
export function benchUscc(employer: number): string {
  const body = `91990000B${String(employer).padStart(8, '0')}`;
  return body + usccCheckDigit(body);
}

/**
 * Writes an indicator table of `rows` rows and eight columns; `employers` × 5 indicators × months, every key once.
 * Returns how many rows are bad.
 */
export async function writeIndicatorFile(
  path: string,
  rows: number,
  employers = 100_000,
): Promise<{ bad: number }> {
  const codes = Array.from({ length: employers }, (_, employer) => benchUscc(employer));
  const file = createWriteStream(path);
  file.write('统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值,数据来源,备注\n');
  let bad = 0;
  let chunk: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const employer = row % employers;
    const rest = Math.floor(row / employers);
    const month = Math.floor(rest / indicators.length) % 24;
    const cells = [
      codes[employer] ?? '',
      `惠来测试企业${employer}有限公司`,
      towns[employer % towns.length] ?? '',
      indicators[rest % indicators.length] ?? '',
      `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      String((employer * 7 + rest * 13) % 5000),
      '县税务局',
      '',
    ];
    if (row % 50 === 49) {
      spoil[Math.floor(row / 50) % spoil.length]?.(cells);
      bad += 1;
    }
    chunk.push(cells.join(','));
    if (chunk.length === 20_000) {
      if (!file.write(`${chunk.join('\n')}\n`)) await once(file, 'drain');
      chunk = [];
    }
  }
  if (chunk.length > 0) file.write(`${chunk.join('\n')}\n`);
  file.end();
  await finished(file);
  return { bad };
}
