import {
  ManifestSchema,
  attributesOf,
  flagCell,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { addDays, disputeTypeOf, findTownByName, keyGroupOf } from '@miaotou/domain';

/** Five people and more make a visit collective by custom (信访工作条例 §20 lets five delegates in). */
const collectiveFrom = 5;

/** Days for telling that a petition was accepted, and for ending it (信访工作条例 §22, §34). */
const tellWithin = 15;
const endWithin = 60;

/** Words of organs and outcomes that say into which procedure a petition was led (信访工作条例 §31). */
const procedures = [
  ['arbitration', /仲裁/u],
  ['inspection', /监察/u],
] as const;

const manifest = ManifestSchema.parse({
  source: 'petitions',
  layout: 'petition-register',
  version: 2,
  name: { zh: '信访事项登记表', en: 'Register of petitions' },
  office: { code: 'O28', name: { zh: '惠来县信访局', en: 'Huilai County Petition Bureau' } },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 10 },
  periodField: 'registeredOn',
  key: ['petitionNumber'],
  employer: { name: 'employer', place: 'place' },
  text: ['content'],
  checks: {
    order: [{ earlier: 'registeredOn', later: 'answeredOn' }],
  },
  columns: [
    {
      field: 'petitionNumber',
      header: '信访编号',
      aliases: ['信访件编号', '信访号'],
      type: 'code',
      required: true,
    },
    { field: 'registeredOn', header: '登记时间', aliases: ['登记日期'], type: 'day', required: true },
    {
      field: 'form',
      header: '信访形式',
      type: 'choice',
      required: true,
      choices: {
        来信: 'letter',
        来访: 'visit',
        走访: 'visit',
        来电: 'call',
        电话: 'call',
        网上: 'online',
        网信: 'online',
        网上信访: 'online',
      },
    },
    { field: 'petitioner', header: '信访人', aliases: ['信访人姓名'], type: 'text', personal: 'mask' },
    {
      field: 'persons',
      header: '人数',
      aliases: ['涉及人数', '信访人数'],
      type: 'count',
      min: 1,
      max: 100_000,
      present: true,
      // A crowd is counted by eye.
      approximate: 'accept',
    },
    { field: 'collective', header: '是否集体', aliases: ['是否集体访'], type: 'flag' },
    { field: 'address', header: '住址', aliases: ['信访人住址'], type: 'text', personal: 'drop' },
    { field: 'phone', header: '联系电话', aliases: ['联系方式'], type: 'code', personal: 'hash' },
    { field: 'place', header: '问题属地', aliases: ['属地'], type: 'text', present: true },
    { field: 'category', header: '内容分类', type: 'text' },
    { field: 'content', header: '反映内容', aliases: ['主要内容'], type: 'text', present: true },
    { field: 'purpose', header: '信访目的', type: 'text' },
    { field: 'employer', header: '被反映单位', aliases: ['涉事单位'], type: 'text' },
    { field: 'visited', header: '到访机关', aliases: ['信访层级', '登记机关'], type: 'text' },
    { field: 'sentTo', header: '去向机关', type: 'text' },
    { field: 'sentOn', header: '转送/交办时间', aliases: ['转送时间', '交办时间'], type: 'day' },
    { field: 'toldOn', header: '受理告知时间', type: 'day' },
    { field: 'dueOn', header: '办理期限', type: 'day' },
    { field: 'answeredOn', header: '答复意见时间', type: 'day' },
    { field: 'outcome', header: '办理结果', type: 'text' },
    { field: 'repeated', header: '是否重复', aliases: ['是否重复信访', '是否重访'], type: 'flag' },
    { field: 'reviewed', header: '是否复查复核', type: 'flag' },
    { field: 'satisfaction', header: '满意度评价', type: 'text' },
  ],
});

const levels = [
  ['beijing', /北京|进京|国家信访局|国家/u],
  ['province', /省/u],
  ['city', /揭阳|市/u],
] as const;

/** Where the petitioners turned to: county unless the visited organ names a higher level. */
export function petitionLevel(visited: string | null): 'beijing' | 'province' | 'city' | 'county' {
  return levels.find(([, words]) => words.test(visited ?? ''))?.[0] ?? 'county';
}

/** The procedure into which a petition was led; null when it stayed with the petition offices. */
export function procedureOf(words: string): 'arbitration' | 'inspection' | null {
  return procedures.find(([, named]) => named.test(words))?.[0] ?? null;
}

function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'petitionNumber');
  const occurredAt = textCell(row, 'registeredOn');
  if (key === null || occurredAt === null) return [];
  const persons = numberCell(row, 'persons');
  const phone = textCell(row, 'phone');
  const words = [textCell(row, 'category'), textCell(row, 'purpose'), textCell(row, 'content')].join(' ');
  const region = findTownByName(textCell(row, 'place') ?? '')?.code;
  return [
    {
      kind: 'petition',
      key,
      occurredAt,
      ...(region === undefined ? {} : { region }),
      persons,
      amountFen: null,
      months: null,
      personKeys: phone === null ? [] : [phone],
      attributes: attributesOf({
        form: textCell(row, 'form'),
        phoneKey: phone,
        level: petitionLevel(textCell(row, 'visited')),
        isCollective: flagCell(row, 'collective') ?? (persons === null ? null : persons >= collectiveFrom),
        disputeType: disputeTypeOf(words),
        keyGroup: keyGroupOf(words),
        category: textCell(row, 'category'),
        status: textCell(row, 'answeredOn') === null ? 'open' : 'closed',
        toldDueOn: addDays(occurredAt, tellWithin),
        toldOn: textCell(row, 'toldOn'),
        dueOn: textCell(row, 'dueOn') ?? addDays(occurredAt, endWithin),
        answeredOn: textCell(row, 'answeredOn'),
        ledTo: procedureOf([textCell(row, 'sentTo'), textCell(row, 'outcome')].join(' ')),
        repeated: flagCell(row, 'repeated'),
      }),
      row: row.row,
    },
  ];
}

/** The petition bureau's register. */
export const petitionRegister: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
