import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextReadingSchema, type TextReading } from '@miaotou/contracts';
import { readText } from './read-text.js';

type Said = Partial<TextReading>;
const cases: readonly (readonly [text: string, said: Said])[] = [
  [
    '老板拖欠我们三个月工资，一共3万余元',
    { labour: true, monthsOwed: 3, amountFen: 3_000_000, disputeType: 'D11' },
  ],
  ['厂里欠我工资12,000元没给', { labour: true, amountFen: 1_200_000 }],
  ['包工头欠我两千多块工钱不给', { labour: true, amountFen: 200_000 }],
  ['拖欠工资1万2千元', { amountFen: 1_200_000 }],
  ['欠我们工资两万三，讨了一年也没结果', { amountFen: 2_300_000 }],
  ['拖欠民工工资共计45.5万元', { amountFen: 45_500_000, keyGroup: 'KG01' }],
  ['拖欠工资合计１２０００元', { amountFen: 1_200_000 }],
  ['30名工人每人被拖欠8000元工资', { headcount: 30, amountFen: null, amountPerPersonFen: 800_000 }],
  ['30名工人每人8000元工资未发，合计24万元', { amountFen: 24_000_000, amountPerPersonFen: 800_000 }],
  ['月薪5000元，公司一直拖欠工资', { amountFen: null }],
  ['公司拖欠工资数十万元', { amountFen: null }],
  ['我退休金每月只有1169元，请社保局解释', { labour: true, amountFen: null, monthsOwed: null }],
  ['拖欠2019年3月至6月工资', { monthsOwed: 4 }],
  ['拖欠去年11月到今年2月的工资', { monthsOwed: 4 }],
  ['2026年6月至今没有发过工资', { monthsOwed: 4 }],
  ['已经半年没发工资了', { monthsOwed: 6 }],
  ['拖欠工资一年半', { monthsOwed: 18 }],
  ['工资拖了近两年还没给', { monthsOwed: 24 }],
  ['3月和4月的工资都没发', { monthsOwed: 2 }],
  ['拖欠5个半月工资', { monthsOwed: 5.5 }],
  ['干了三个月没拿到一分钱工资', { monthsOwed: 3 }],
  ['我在厂里上班三个月，后来公司拖欠工资', { monthsOwed: null }],
  ['3月10日入职，至今拖欠工资', { monthsOwed: null }],
  ['我们二十三名农民工的血汗钱没人管，工资一直没发', { headcount: 23, keyGroup: 'KG01' }],
  ['共60余人的工资没发', { headcount: 60 }],
  ['我和其他8名农民工去讨工资', { headcount: 9 }],
  ['十多个工人的工资没结', { headcount: 10 }],
  ['几百人的工资没发', { headcount: null }],
  ['每人欠一个月工资', { headcount: null }],
  ['公司从不给员工交社保，也不签劳动合同', { labour: true, disputeType: 'D07' }],
  ['工伤认定后单位不肯赔偿医疗费', { labour: true, disputeType: 'D12', keyGroup: null }],
  ['外卖骑手被平台克扣配送费，工资不发', { keyGroup: 'KG03', disputeType: 'D25' }],
  ['惠来县葵潭镇一家制衣厂拖欠工资', { place: '445224114' }],
  ['奎潭某鞋厂欠薪', { place: '445224114' }],
  ['熬江镇工地拖欠工资', { place: '445224112' }],
  ['我在隆江上班，老板欠工资', { place: '445224110' }],
  ['隆江猪脚饭店欠我工资', { place: null }],
  ['惠州市惠城区某厂拖欠工资', { place: null }],
  ['投诉惠来县永顺制衣有限公司拖欠员工工资', { employer: '惠来县永顺制衣有限公司' }],
  ['我在神泉镇宏发水产加工厂上班，厂里欠薪', { employer: '神泉镇宏发水产加工厂', place: '445224107' }],
  ['公司拖欠工资，公司不理我们', { employer: null }],
  ['工人爬塔吊讨薪，扬言跳楼', { danger: true, dangerWords: ['跳楼', '爬塔吊', '讨薪'], dangerScore: 7 }],
  [
    '老板跑路了，我们三个月工资没着落，工友们堵门拉横幅',
    { danger: true, dangerWords: ['堵门', '拉横幅', '跑路'] },
  ],
  ['惠来一工厂关门老板失联', { labour: true, danger: true, dangerWords: ['跑路'] }],
  ['站点拖欠外卖骑手配送费', { labour: true, keyGroup: 'KG03' }],
  ['小区顶楼有人要跳楼，物业不管', { labour: false, danger: false }],
  ['商场跳楼价甩卖都是假货', { labour: false, danger: false }],
  ['小区电梯又罢工了', { danger: false }],
  ['我们绝不会罢工，只希望公司补发工资', { danger: false }],
  ['业主拉横幅维权，开发商延期交房', { labour: false, danger: false }],
  ['广场舞噪音扰民', { labour: false, disputeType: null, headcount: null, tone: 'neutral' }],
];

describe('what the machine reads', () => {
  it.each(cases)('%s', (text, said) => {
    expect(readText(text, '2026-09-18')).toMatchObject(said);
  });

  it('a span 至今 in a text without day has no length', () => {
    expect(readText('2026年6月至今没有发过工资').monthsOwed).toBeNull();
  });

  it('tells the words that decided, the strongest first', () => {
    const { words } = readText('公司拖欠农民工工资，劳动局不管');
    expect(words.length).toBeGreaterThan(2);
    const weights = words.map(({ weight }) => Math.abs(weight));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });

  it('an empty text says nothing', () => {
    expect(readText('  ')).toMatchObject({ labour: false, headcount: null, amountFen: null, words: [] });
  });

  it('whatever comes, the answer keeps its shape', () => {
    const bits = fc.constantFrom(
      '拖欠',
      '工资',
      '三个月',
      '万',
      '两',
      '十',
      '3',
      ',',
      '元',
      '每人',
      '名',
      '工人',
      '至今',
      '年',
      '月',
      '公司',
      '，',
      '。',
      '半',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(bits, { maxLength: 30 }).map((all) => all.join('')),
        ),
        (text) => {
          expect(TextReadingSchema.safeParse(readText(text, '2026-09-18')).error).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a long text is read in bounded time, whatever it repeats', () => {
    for (const part of ['欠', '1', '一', '公司', '在A', '月、', '（有限'])
      expect(readText(part.repeat(200_000)).labour).toBe(false);
  });
});
