import type { Random } from './random.js';
import { foreign } from './random.js';

export const header = [
  '序号',
  '统一社会信用代码',
  '单位名称',
  '税种',
  '所属期起',
  '欠缴税额（万元）',
  '滞纳金',
] as const;

/** Cells that were made to do harm, or do it without meaning to. */
const nasty = [
  '=HYPERLINK("http://example.invalid","点此")',
  '+cmd|calc',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '＝1+1',
  '\u202Exslx.exe',
  '\u0001\u0002',
  '4.45224E+17',
  '1e400',
  'NaN',
  '约3万',
  '１２，３４５．６０',
  '(12.30)',
  '至今',
  '2026-02-30',
  '__proto__',
  '${jndi:ldap://example.invalid}',
  "'; DROP TABLE batches; --",
  '_x000D_',
  '甲"乙""丙',
  '合计',
  '填报人：',
  '',
  ' ',
] as const;

/** A table as a department would send it, some cells of it nasty, columns and rows moved, doubled and lost. */
export function tableOf(random: Random): string[][] {
  const rows = Array.from({ length: 3 + random.below(12) }, (_, at) => [
    String(at + 1),
    `9144522400${String(random.below(1e8)).padStart(8, '0')}`,
    `惠来县${random.pick(['制衣', '五金', '建筑', '𠮷祥'])}有限公司`,
    random.pick(['增值税', '企业所得税', '房产税']),
    random.pick(['2026-03', '2026年3月', '202603', '45139', '2026/3/1', '20260301', '2026.3.1']),
    (random.below(1e6) / 100).toFixed(2),
    String(random.below(500)),
  ]);
  const table: string[][] = [[...header], ...rows];
  if (random.chance(0.3)) table.unshift([random.pick(['惠来县2026年3月欠税情况', '单位：万元'])]);
  if (random.chance(0.3)) table.push(['合计', '', '', '', '100', '', ''], ['填报人：甲', '', '审核人：乙']);
  for (let blows = random.below(6); blows > 0; blows -= 1) harm(table, random);
  return table;
}

function harm(table: string[][], random: Random): void {
  const row = table[random.below(table.length)] ?? [];
  const one = random.below(Math.max(1, row.length));
  const other = random.below(header.length);
  switch (random.below(7)) {
    case 0:
      for (const cells of table)
        if (cells.length > Math.max(one, other))
          [cells[one], cells[other]] = [cells[other] ?? '', cells[one] ?? ''];
      break;
    case 1:
      row.splice(one, 1);
      break;
    case 2:
      table.splice(random.below(table.length), 0, [...row]);
      break;
    case 3:
      row[one] = (row[one] ?? '') + random.pick(foreign);
      break;
    case 4:
      if (random.chance(0.05)) row[one] = '甲'.repeat(random.pick([2000, 40_000, 140_000]));
      break;
    default:
      row[one] = random.pick(nasty);
  }
}
