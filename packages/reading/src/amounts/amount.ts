import { numberPattern, parseNumber, sentencesOf } from '../words/index.js';

/** What a text says is owed, in fen: the whole, and what each person is owed. Null where it does not say. */
export interface OwedAmount {
  readonly totalFen: number | null;
  readonly perPersonFen: number | null;
}

const money = new RegExp(
  String.raw`(?<![几数\d.十百千万亿])(?<number>${numberPattern})(?<about>余|多|来)?(?<scale>[十百千万亿]{0,3})(?<about2>余|多|来)?(?:元|块|圆|人民币)(?!钱?一[天月年个])|(?<![几数\d.十百千万亿])(?<bare>(?:\d[\d,]{0,15}(?:\.\d{1,6})?|[一二两三四五六七八九十]{1,4})[十百千]{0,2}万[一二三四五六七八九]?)(?:余|多|来|左右)?(?!元|块|人|名|平|亩|户|吨|千瓦|家|里|次|辆|米|字|[\d一-九])|(?<=工资|薪[资水]?|欠款|劳务费|工程款|人工费|工钱|总计|共计|合计)(?:款|共|约|合计|共计|总计)?(?<plain>\d{3,9})(?![\d年号./-]|月)`,
  'gu',
);

/** That something is owed, asked back or due. */
const owing =
  /欠|未(?:付|发|结|给|支付|发放|到账|拿到)|没(?:有)?(?:付|发|结|给|拿|到账|支付)|不(?:付|发|给|结|支付)|克扣|扣[除发了我]|讨|追[要讨回]|索[要赔]|还(?:差|剩|余)|差我|剩余|尾款|赔偿|补偿|应[付发得]|卷款|卷走|结清|拒[付发]|违约金|双倍工资/u;
const workMoney = /工资|薪|劳务|工钱|血汗|报酬|加班费|补偿|奖金|提成|人工费|津贴|生活费|伙食/u;
/** The amount is a price, a pay rate or what was paid already. */
const rateBefore =
  /每(?:个?月|天|日|年|小时|平方?米?|平|台|间|户|张|件|吨|趟|亩|次|份)|一个?(?:月|天|小时|平)|月薪|日薪|月工资|年薪|底薪|工资标准|时薪|单价|均价|均工资|平均|造价|标价|罚款|按口头|支付了|已[经]?(?:支?付|发|给|结|还)|给[了我们]{1,3}|发了|交了?|缴|花[了费]|收[了取]|垫|罚$|借|贷款|注册资/u;
const rateAfter = /^(?:钱)?(?:\/|每|一)(?:个?月|天|日|平|小时|间|年|人|台)|^的?罚款|^(?:以[上下]|了事)/u;
const perPerson =
  /(?:每|人均|平均每)(?:个)?(?:人|位|名)?(?:民?工人?|员工)?(?:工资)?(?:共|约|也就|大约|被?拖?欠|差|还)*$/u;
const totalling = /共|总|合计|累计|一起|加起来|全部/u;

interface Found {
  readonly fen: number;
  readonly each: boolean;
  readonly score: number;
}

function valueOf(groups: Readonly<Record<string, string | undefined>>): number | null {
  const bare = groups['bare'];
  if (bare !== undefined) {
    const [, whole = '', rest] = /^(.*万)([一二三四五六七八九])?$/u.exec(bare) ?? [];
    const value = parseNumber(whole);
    // 两万三 is 23,000.
    return value === null || rest === undefined ? value : value + (parseNumber(rest) ?? 0) * 1000;
  }
  const { number = groups['plain'] ?? '', scale = '' } = groups;
  const value = parseNumber(number);
  if (value === null) return null;
  return [...scale].reduce((product, unit) => product * (parseNumber(unit) ?? 1), value);
}

/** Characters before an amount that say what it is. */
const reach = 16;

function amountsOf(sentence: string, head: boolean): Found[] {
  if (!owing.test(sentence)) return [];
  const found: Found[] = [];
  for (const match of sentence.matchAll(money)) {
    const yuan = valueOf(match.groups ?? {});
    if (yuan === null || yuan < 1 || yuan > 1e11) continue;
    const before = sentence.slice(Math.max(0, match.index - reach), match.index);
    const near = (before.split(/[,，、;；(（]/u).at(-1) ?? '').trim();
    const after = sentence.slice(match.index + match[0].length, match.index + match[0].length + 10);
    const bare = match.groups?.['bare'] !== undefined;
    if (
      bare &&
      !owing.test(before) &&
      !workMoney.test(before) &&
      !/^(?:.{0,3})(?:工资|钱|款|薪)/u.test(after)
    )
      continue;
    const each = perPerson.test(near) || /^(?:钱)?(?:\/|每|一)(?:人|个人)/u.test(after);
    if (!each && (rateAfter.test(after) || rateBefore.test(near)) && !/欠|未[付发]|没[付发]|差/u.test(near))
      continue;
    const score =
      (owing.test(near) ? 4 : owing.test(before) ? 3 : 0) +
      (workMoney.test(before) || workMoney.test(after) ? 2 : 0) +
      (totalling.test(near) ? 3 : 0) +
      (owing.test(after) ? 2 : 0) +
      (head ? 1 : 0);
    if (score >= 2) found.push({ fen: Math.round(yuan * 100), each, score });
  }
  return found;
}

/**
 * What a text says is owed or claimed. Pay rates, prices, fines and what was paid already are left out; a total is
 * given only where the text says one, never computed from heads and shares.
 */
export function owedAmount(text: string): OwedAmount {
  const found = sentencesOf(text).flatMap((sentence, at) => amountsOf(sentence, at === 0));
  const best = (each: boolean) => {
    const ranked = found.filter((one) => one.each === each).toSorted((a, b) => b.score - a.score);
    return ranked[0]?.fen ?? null;
  };
  return { totalFen: best(false), perPersonFen: best(true) };
}
