import type { LetterForm, OfficeContact, Owed } from '@miaotou/contracts';
import { addDays, dayOf } from '@miaotou/domain';
import type { Day, RegularCycle } from '@miaotou/domain';
import type { ReminderRecord } from './ports.js';

/** Wording of a county that has not set its own [own]. */
export const ownLetterForm: LetterForm = {
  sender: '惠来县劳动人事争议仲裁委员会',
  prefix: '惠仲数催',
  legalFooting:
    '《保障农民工工资支付条例》第三十八条规定，县级以上地方人民政府应当建立农民工工资支付监控预警平台，实现人力资源社会保障等部门的相关信息及时共享。',
  phone: '',
};

/** A letter before it becomes a file: its number, its paragraphs and its table. */
export interface Letter {
  readonly number: string;
  readonly title: string;
  readonly addressee: string;
  readonly opening: readonly string[];
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly closing: readonly string[];
  readonly sender: string;
  readonly date: string;
}

/** Number of a letter: 惠仲数催〔2026〕3号. */
export function letterNumber(prefix: string, year: number, place: number): string {
  return `${prefix}〔${year}〕${place}号`;
}

const chineseDay = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function periodText(period: Day, every: RegularCycle): string {
  const year = Number(period.slice(0, 4));
  const month = Number(period.slice(5, 7));
  if (every === 'quarter') return `${year}年第${Math.ceil(month / 3)}季度`;
  return every === 'month'
    ? `${year}年${month}月`
    : every === 'week'
      ? `${chineseDay(period)}起一周`
      : chineseDay(period);
}

/** Words of strangers go into the letter as words: nothing that a word processor or a spreadsheet would take for more. */
function plain(text: string): string {
  const bare = text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '').trim();
  return /^[=+\-@]/u.test(bare) ? `'${bare}` : bare;
}

/** The letter that reminds an office of what it owes. */
export function letterOf(input: {
  readonly form: LetterForm;
  readonly place: number;
  readonly office: string;
  readonly contact: OfficeContact | null;
  readonly owed: readonly Owed[];
  readonly cycles: ReadonlyMap<string, RegularCycle>;
  readonly now: Date;
}): Letter {
  const { form, place, office, contact, owed, cycles, now } = input;
  const today = dayOf(now);
  const person = contact?.contact ?? '';
  return {
    number: letterNumber(form.prefix, Number(today.slice(0, 4)), place),
    title: '关于催报劳动关系风险监测数据的函',
    addressee: `${plain(office)}${person === '' ? '' : `（联系人：${plain(person)}）`}：`,
    opening: [
      form.legalFooting,
      `截至${chineseDay(today)}，贵单位尚有下列${owed.length}期数据未报送或者报送不完整：`,
    ],
    head: ['序号', '版式', '所属期', '应报日期', '情况', '逾期天数'],
    lines: owed.map(({ layout, name, period, due, daysLate, state }, at) => [
      String(at + 1),
      plain(name.zh),
      periodText(period, cycles.get(layout) ?? 'month'),
      chineseDay(due),
      state === 'missing' ? '未报送' : '数据不完整',
      String(daysLate),
    ]),
    closing: [
      `请于${chineseDay(addDays(today, 7))}前补报；当期确无数据的，请书面说明。未报送期间的风险情况视为不明，不作“无风险”处理。`,
      ...(form.phone === '' ? [] : [`联系电话：${plain(form.phone)}`]),
      '特此函告。',
    ],
    sender: form.sender,
    date: chineseDay(today),
  };
}

/** Days late from which an office is written to of itself, and days between two letters of the same [own]. */
export const remindFrom = 5;
export const remindAgain = 15;

/** What an office is written of by itself: owed for long enough, and not named in a letter of the last days. */
export function dueForLetter(
  owed: readonly Owed[],
  letters: readonly Pick<ReminderRecord, 'at' | 'owed'>[],
  today: Day,
): readonly Owed[] {
  const since = addDays(today, -remindAgain);
  const told = new Set(
    letters
      .filter(({ at }) => dayOf(at) > since)
      .flatMap((letter) => letter.owed.map(({ layout, period }) => `${layout} ${period}`)),
  );
  const late = owed.filter(({ daysLate, state }) => state === 'missing' && daysLate >= remindFrom);
  return late.some(({ layout, period }) => !told.has(`${layout} ${period}`)) ? late : [];
}
