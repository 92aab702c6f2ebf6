import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testWarehouse } from '@miaotou/testkit';
import { madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

let county: TestLanding;
let files = 0;
beforeAll(async () => {
  county = await openTestLanding();
}, 120_000);
afterAll(async () => {
  await county.records.close();
});
beforeEach(async () => {
  await testWarehouse();
});

const row = (number: number, owed: string) =>
  `${madeUscc(number)},惠来测试${number}有限公司,养老,2026-04,${owed}`;
const total = (word: string, owed: string) => `${word},,,,${owed}`;
const plain = '欠费金额';
const wan = '欠费金额（万元）';

describe('the sheet’s own total', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    [
      'that its rows add up to says nothing',
      plain,
      [row(1, '100.10'), row(2, '200.20'), total('合计', '300.30')],
      [],
    ],
    [
      'that differs is a finding, and every row is kept',
      plain,
      [row(1, '1000'), row(2, '200'), total('合  计', '"1,234.00"')],
      ['第 4 行合计“欠费金额”为 1,234.00 元，逐行相加为 1,200.00 元，差 34.00 元。'],
    ],
    [
      'counts quarantined rows too, and tells of cells that cannot be read',
      plain,
      [row(1, '100'), `91990000,惠来测试2有限公司,养老,2026-04,50`, row(3, '约3万'), total('总计', '1150')],
      ['第 5 行合计“欠费金额”为 1,150.00 元，逐行相加为 150.00 元，差 1,000.00 元；另有 1 行该列无法读取。'],
    ],
    [
      'in ten thousands of yuan is read in them',
      wan,
      [row(1, '1.5'), row(2, '0.25'), total('合计', '1.75')],
      [],
    ],
    [
      'may be rounded to the places that it has',
      wan,
      [row(1, '1.504'), row(2, '0.25'), total('合计', '1.75')],
      [],
    ],
    [
      'with its point in another place than its rows is a finding',
      wan,
      [row(1, '1.5'), row(2, '0.25'), total('合计', '17.5')],
      ['第 4 行合计“欠费金额”为 175,000.00 元，逐行相加为 17,500.00 元，差 157,500.00 元。'],
    ],
    [
      'of a part is not compared',
      plain,
      [row(1, '100'), total('小计', '999'), row(2, '50'), total('合计', '150')],
      [],
    ],
    [
      'above its rows is compared with all of them',
      plain,
      [total('合计', '150'), row(1, '100'), row(2, '50')],
      [],
    ],
    [
      'of each block is compared with its block',
      plain,
      [row(1, '100'), total('合计', '100'), row(2, '50'), total('合计', '50'), total('总计', '150')],
      [],
    ],
    ['without a number says nothing', plain, [row(1, '100'), total('合计', '见附表')], []],
  ])('%s', async (_, header, lines, findings) => {
    files += 1;
    const content = `统一社会信用代码,单位名称,险种,费款所属期,${header}\n${lines.join('\n')}\n`;
    const summary = await county.bring('social-insurance', `t${files}.csv`, content);
    expect(summary.state).toBe('done');
    expect(summary.rows).toBe(lines.filter((line) => line.includes('惠来')).length);
    expect(summary.rows).toBe(summary.accepted + summary.quarantined + summary.duplicates);
    const said = summary.notes.filter(({ code }) => code === 'total-differs');
    expect(said.map(({ message }) => message.zh)).toEqual(findings);
  });
});
