import type { LedgerEntry, LedgerExportQuery } from '@miaotou/contracts';
import { dayOf, findDisputeType, keyGroups, neutraliseFormula } from '@miaotou/domain';
import type { AlertState, AlertTier, Bilingual } from '@miaotou/domain';

/** A sheet of the ledger as the bureau files it: a head, columns, rows as they come, and places to sign. */
export interface LedgerSheet {
  readonly name: string;
  readonly title: string;
  /** Unit, day and filters, above the table. */
  readonly head: readonly string[];
  readonly columns: readonly { readonly title: string; readonly width: number; readonly format?: string }[];
  readonly rows: AsyncIterable<readonly (readonly (string | number | null)[])[]>;
  /** Below the table. */
  readonly foot: readonly string[];
}

/** Writes sheets as workbooks, row by row. */
export interface LedgerSheetWriter {
  write(sheet: LedgerSheet): AsyncIterable<Uint8Array>;
}

type Language = LedgerExportQuery['language'];

interface Asked {
  readonly language: Language;
  /** Who takes it out, and when. */
  readonly by: string;
  readonly at: Date;
  readonly unit: Bilingual;
  /** The filters as they stand on the screen, in words. */
  readonly filters: string;
  readonly mask: (text: string) => string;
  /** How the office calls a tier. */
  readonly tierName: (tier: AlertTier) => Bilingual;
}

const stateNames: Readonly<Record<AlertState, Bilingual>> = {
  open: { zh: '待处置', en: 'Open' },
  acknowledged: { zh: '已签收', en: 'Signed' },
  handling: { zh: '处置中', en: 'In hand' },
  resolved: { zh: '已化解', en: 'Resolved' },
  dismissed: { zh: '不实', en: 'Unfounded' },
};

type Cell = (entry: LedgerEntry, asked: Asked) => string | number | null;
const say = (text: Bilingual, { language }: Pick<Asked, 'language'>): string => text[language];

/** Columns of the bureau's register 风险台账, in their order; the first is the serial. */
export const ledgerColumns: readonly {
  readonly title: Bilingual;
  readonly width: number;
  readonly cell: Cell;
  /** How a spreadsheet shows its numbers. */
  readonly format?: string;
}[] = [
  { title: { zh: '登记日期', en: 'Entered on' }, width: 12, cell: ({ at }) => dayOf(new Date(at)) },
  {
    title: { zh: '用人单位（对象）', en: 'Employer or subject' },
    width: 30,
    cell: ({ subjectName }) => subjectName,
  },
  {
    title: { zh: '所在镇区', en: 'Town' },
    width: 16,
    cell: ({ regionName }, asked) => say(regionName, asked),
  },
  {
    title: { zh: '行业', en: 'Industry' },
    width: 18,
    cell: ({ industryName }, asked) => (industryName === null ? '' : say(industryName, asked)),
  },
  {
    title: { zh: '争议类型', en: 'Dispute type' },
    width: 22,
    cell: ({ disputeTypes }, asked) =>
      disputeTypes
        .map((code) => say(findDisputeType(code)?.name ?? { zh: code, en: code }, asked))
        .join('、'),
  },
  {
    title: { zh: '重点群体', en: 'Key groups' },
    width: 18,
    cell: ({ keyGroups: codes }, asked) =>
      codes
        .map((code) => say(keyGroups.find((one) => one.code === code)?.name ?? { zh: code, en: code }, asked))
        .join('、'),
  },
  { title: { zh: '涉及人数', en: 'People' }, width: 10, cell: ({ headcount }) => headcount },
  {
    title: { zh: '涉及金额（元）', en: 'Amount (yuan)' },
    width: 16,
    cell: ({ amountFen }) => (amountFen === null ? null : amountFen / 100),
    format: '#,##0.00',
  },
  {
    title: { zh: '风险等级', en: 'Tier' },
    width: 10,
    cell: ({ tier }, asked) => (tier === null ? '' : say(asked.tierName(tier), asked)),
  },
  {
    title: { zh: '风险情况', en: 'What it is about' },
    width: 48,
    cell: ({ sentence }, asked) => asked.mask(say(sentence, asked)),
  },
  {
    title: { zh: '处置状态', en: 'State' },
    width: 12,
    cell: ({ state }, asked) => (state === null ? '' : say(stateNames[state], asked)),
  },
  {
    title: { zh: '责任单位', en: 'Office' },
    width: 20,
    cell: ({ office }, asked) => say(office, asked),
  },
  { title: { zh: '经办', en: 'By' }, width: 12, cell: ({ by }) => by },
  {
    title: { zh: '备注', en: 'Note' },
    width: 30,
    cell: ({ note, corrects, correctedBy }, { language, mask }) =>
      [
        note === null ? '' : mask(note),
        corrects === null ? '' : language === 'zh' ? `更正第${corrects.seq}号` : `corrects ${corrects.seq}`,
        correctedBy === null
          ? ''
          : language === 'zh'
            ? `已由第${correctedBy.seq}号更正：${mask(correctedBy.reason)}`
            : `corrected by ${correctedBy.seq}: ${mask(correctedBy.reason)}`,
      ]
        .filter((text) => text !== '')
        .join('；'),
  },
  { title: { zh: '台账号', en: 'Ledger no.' }, width: 20, cell: ({ chain, seq }) => `${chain}#${seq}` },
  { title: { zh: '校验值', en: 'Hash' }, width: 18, cell: ({ hash }) => hash.slice(0, 16) },
];

/** The ledger as a sheet of the bureau's layout. Nothing in it is taken for a formula by whoever opens it. */
export function ledgerExport(entries: AsyncIterable<readonly LedgerEntry[]>, asked: Asked): LedgerSheet {
  const { language, unit, by, at, filters } = asked;
  const zh = language === 'zh';
  async function* rows() {
    let serial = 0;
    for await (const some of entries) {
      yield some.map((entry) => {
        serial += 1;
        const cells = ledgerColumns.map(({ cell }) => {
          const value = cell(entry, asked);
          return typeof value === 'string' ? neutraliseFormula(value) : value;
        });
        return [serial, ...cells];
      });
    }
  }
  return {
    name: zh ? '风险台账' : 'Risk ledger',
    title: zh ? '劳动人事争议风险台账' : 'Register of labour dispute risks',
    head: [
      zh
        ? `填报单位：${say(unit, asked)}　　填报日期：${dayOf(at)}　　导出人：${by}`
        : `Unit: ${say(unit, asked)}    Date: ${dayOf(at)}    Exported by: ${by}`,
      zh ? `筛选条件：${neutraliseFormula(filters)}　　内部资料，不得外传` : `Filters: ${filters}. Internal.`,
    ],
    columns: [
      { title: zh ? '序号' : 'No.', width: 8 },
      ...ledgerColumns.map(({ title, width, format }) => ({
        title: say(title, asked),
        width,
        ...(format === undefined ? {} : { format }),
      })),
    ],
    rows: rows(),
    foot: zh
      ? ['制表人：', '审核人：', '单位负责人：', '（盖章）']
      : ['Drawn up by:', 'Checked by:', 'Head of unit:', '(seal)'],
  };
}
