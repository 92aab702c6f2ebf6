import type { Owed } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { dueForLetter, letterNumber, letterOf, ownLetterForm } from './letter.js';

const owed = (period: string, daysLate: number, more: Partial<Owed> = {}): Owed => ({
  source: 'complaints',
  layout: 'register',
  name: { zh: '登记表', en: 'Register' },
  period,
  due: '2026-05-11',
  daysLate,
  state: 'missing',
  ...more,
});
const at = (day: string): Date => new Date(`${day}T09:00:00+08:00`);

describe('the letter to an office that owes', () => {
  const letter = letterOf({
    form: ownLetterForm,
    place: 3,
    office: '县大队',
    contact: { office: '县大队', contact: '+cmd|calc\u202e', phone: null },
    owed: [owed('2026-04-01', 9), owed('2026-01-01', 30, { layout: 'notice', state: 'partial' })],
    cycles: new Map([
      ['register', 'month'],
      ['notice', 'quarter'],
    ]),
    now: at('2026-05-20'),
  });

  it('is numbered by year, and says what is owed, since when, and until when it is asked for', () => {
    expect(letter.number).toBe('惠仲数催〔2026〕3号');
    expect(letter.lines).toEqual([
      ['1', '登记表', '2026年4月', '2026年5月11日', '未报送', '9'],
      ['2', '登记表', '2026年第1季度', '2026年5月11日', '数据不完整', '30'],
    ]);
    expect(letter.closing[0]).toContain('2026年5月27日');
    expect(letter.date).toBe('2026年5月20日');
  });

  it('takes the words of others as words', () => {
    expect(letter.addressee).toBe("县大队（联系人：'+cmd|calc）：");
  });

  it('numbers start again each year', () => {
    expect(letterNumber('惠仲数催', 2027, 1)).toBe('惠仲数催〔2027〕1号');
  });
});

describe('a letter by itself', () => {
  const today = '2026-05-20';
  it.each([
    ['is written of what is owed for five days', [owed('2026-04-01', 5)], [], ['2026-04-01']],
    ['waits four days', [owed('2026-04-01', 4)], [], []],
    ['is not written of what came with too little', [owed('2026-04-01', 9, { state: 'partial' })], [], []],
    [
      'is not written again of the same within a fortnight',
      [owed('2026-04-01', 9)],
      [{ at: at('2026-05-06'), owed: [owed('2026-04-01', 1)] }],
      [],
    ],
    [
      'is written again after it',
      [owed('2026-04-01', 20)],
      [{ at: at('2026-05-05'), owed: [owed('2026-04-01', 5)] }],
      ['2026-04-01'],
    ],
    [
      'names all that is owed where one of it is new',
      [owed('2026-03-01', 40), owed('2026-04-01', 9)],
      [{ at: at('2026-05-15'), owed: [owed('2026-03-01', 35)] }],
      ['2026-03-01', '2026-04-01'],
    ],
  ] as const)('%s', (_says, all, letters, expected) => {
    expect(dueForLetter(all, letters, today).map(({ period }) => period)).toEqual(expected);
  });
});
