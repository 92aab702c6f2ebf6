import { clausesOf, tidyText } from '../words/index.js';
import { dangerWords } from './words.js';

/** Negations and wishes: what they govern is not happening. */
const denied =
  /(?:没有?|不会|不想|不要|不愿|不去|不敢|绝不|并未|未曾|未|从不|无需|避免|防止|以免|杜绝|严禁|禁止|预防|打击|请勿|切勿|不得|难道|岂能|而不是|不是)[^,，]{0,5}$/u;
/** Things that strike in jest. */
const machine =
  /(?:电梯|空调|路灯|红绿灯|机器|电脑|手机|车子|汽车|网络|系统|水表|电表|冰箱|热水器|设备|导航|信号灯)[^,，]{0,6}$/u;
/** Who acts: working people, or money that is owed to them. */
const labourSense =
  /工资|薪|工人|民工|员工|职工|务工|打工|劳动|劳务|工钱|血汗钱|包工头|工地|工友|下岗|社保|养老|工伤|退休|辞退|裁员|罢工|老板|厂|公司|干活|上班/u;

export interface DangerReading {
  /** Danger words said in a labour sense, in the order of the list. */
  readonly words: readonly string[];
  /** Strength of PO04: the weights of the words together; 0 without any. */
  readonly score: number;
}

/** How many clauses around a danger word are asked who acts. */
const around = 2;

/**
 * The danger words of a text in a labour sense: said of working people or their pay, neither denied nor in jest. The
 * text's class is not judged here; an alarm needs both.
 */
export function dangerOf(text: string): DangerReading {
  const clauses = clausesOf(tidyText(text));
  const labour = clauses.map((clause) => labourSense.test(clause));
  const meant = dangerWords.filter(({ pattern }) =>
    clauses.some((clause, at) => {
      const found = pattern.exec(clause);
      if (found === null) return false;
      const before = clause.slice(0, found.index);
      if (denied.test(before) || machine.test(before)) return false;
      return labour.slice(Math.max(0, at - around), at + around + 1).some(Boolean);
    }),
  );
  return {
    words: meant.map(({ word }) => word),
    score: meant.reduce((sum, { weight }) => sum + weight, 0),
  };
}
