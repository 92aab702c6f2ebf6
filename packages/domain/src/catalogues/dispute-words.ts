/** Words by which a department's text names a head dispute type, the more telling first. */
const disputeWords: readonly (readonly [code: string, words: RegExp])[] = [
  ['D25', /骑手|配送员|网约车|货车司机|主播|新就业形态/u],
  ['D24', /超龄/u],
  ['D12', /工伤|职业病/u],
  ['D07', /社会保险|社保|养老保险|医疗保险|失业保险|参保|断缴/u],
  ['D11', /工资|欠薪|薪|劳动报酬|劳务费|加班费|报酬|工钱/u],
  ['D01', /确认劳动关系|事实劳动关系/u],
  ['D15', /竞业限制|保密/u],
  ['D14', /赔偿金/u],
  ['D13', /经济补偿|补偿金|补偿/u],
  ['D03', /解除|终止劳动合同|裁员|违法辞退/u],
  ['D04', /辞退|开除|除名|离职|辞职/u],
  ['D02', /劳动合同|二倍工资|调岗/u],
  ['D06', /休息|休假|年假|产假/u],
  ['D05', /工作时间|超时|加班/u],
  ['D10', /劳动保护|高温津贴|防护/u],
  ['D08', /福利/u],
  ['D09', /培训/u],
];

/** Groups that a text may name. Sensitive groups are not read from texts. */
const groupWords: readonly (readonly [code: string, words: RegExp])[] = [
  ['KG03', /骑手|配送员|网约车|货车司机|主播|新就业形态/u],
  ['KG01', /农民工|民工/u],
  ['KG02', /劳务派遣/u],
  ['KG04', /毕业生/u],
  ['KG08', /超龄/u],
  ['KG10', /裁员|被裁/u],
  ['KG11', /包工队|班组/u],
  ['KG18', /船员/u],
];

function firstMatch(table: readonly (readonly [string, RegExp])[], text: string): string | null {
  return table.find(([, words]) => words.test(text))?.[0] ?? null;
}

/** Head dispute type (D01 …) that a text names by its words or its code; null when it names none. */
export function disputeTypeOf(text: string): string | null {
  const code = /^\s*([DN]\d{2})(?:\d{2})?\s*$/u.exec(text)?.[1];
  return code ?? firstMatch(disputeWords, text);
}

/** Key group (KG01 …) that a text names; null when it names none. */
export function keyGroupOf(text: string): string | null {
  return firstMatch(groupWords, text);
}
