import { readFileSync } from 'node:fs';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { tidyText } from './tidy.js';

let jieba: Jieba | null = null;

/** The cutter is loaded at the first text: programs that read none do not wait for its dictionary. */
function cutter(): Jieba {
  if (jieba === null) {
    jieba = Jieba.withDict(dict);
    // The shipped dictionary cuts 网格员 in two and takes 扬言 for a person.
    jieba.loadDict(readFileSync(new URL('../../data/words.txt', import.meta.url)));
  }
  return jieba;
}

const han = /^\p{Script=Han}{2,}$/u;

/** Frequent words that tell no message from another. */
const empty = new Set(
  (
    '我们 他们 你们 自己 大家 本人 没有 一个 这个 那个 这样 这些 那些 什么 怎么 为什么 如何 可以 因为 所以 但是 而且 ' +
    '如果 或者 以及 还是 还有 已经 现在 一直 就是 不是 都是 也是 只是 可是 不能 不会 不要 应该 希望 请问 谢谢 您好 你好 ' +
    '尊敬 领导 有关 相关 部门 问题 情况 进行 对于 关于 通过 根据 其他 其中 时候 今天 昨天 目前 多次 反映 投诉 咨询 ' +
    '建议 请求 举报 市长 书记 县长 区长 厅长 局长 政府 解决 处理 回复 答复 敬礼 此致 感谢 一下 一些 非常 并且 不知 知道 ' +
    '然后 之后 之前 以后 以前 由于 为了 作为 其它 到底 是否 能否 何时 怎样 哪里 这里 那里 这种 那种 每天 每个 许多 很多'
  ).split(' '),
);

/** The words of a text that can tell something: Chinese, of two characters and more, frequent empty ones left out. */
export function wordsOf(text: string): string[] {
  return cutter()
    .cut(tidyText(text), false)
    .filter((word) => han.test(word) && !empty.has(word));
}

/** The words of a text with names that no dictionary holds (丽发新城), guessed; for grouping, where a wrong cut does no harm. */
export function namedWordsOf(text: string): string[] {
  return cutter()
    .cut(tidyText(text), true)
    .filter((word) => han.test(word) && !empty.has(word));
}
