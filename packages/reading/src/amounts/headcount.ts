import { numberPattern, parseNumber, sentencesOf } from '../words/index.js';

const workers =
  '(?:农民工|民工|工人|员工|职工|工友|同事|打工人|打工者|打工仔|务工人员|劳动者|直销员|骑手|司机|保安|老师|教师|护士|医护|船员|临时工|环卫工|女工|师傅|老乡|兄弟|泥水工|木工|瓦工|钢筋工|人员|业务员|服务员)';
const before = String.raw`(?<![\d.年月第几数十百千万])`;
const counted = new RegExp(
  String.raw`${before}(?<number>${numberPattern})(?:余|多|来|几)?(?:个|名|位|号)(?:余|多)?(?<who>${workers}|人)?|${before}(?<number2>${numberPattern})(?:余|多|来)?(?:名|位|个)?(?<who2>${workers}|人${workers}|人)`,
  'gu',
);
const workersNext = new RegExp(`^(?:.{0,4})${workers}`, 'u');
/** The count is of others, of shares, or of no people. */
const notCounted = /每$|每[一]?$|^一$|第$|[超满]$|不足$/u;
const counting = /共|总|合计|涉及|等|我们|全体|我和|拖欠|欠|带领|组织|工资|民工|工人|员工|班组|工友/u;
const others =
  /受伤|死亡|老板|领导|保安打|执法|警察|以上的?(?:企业|单位)|编制|学生|家长|业主|村民|户|口人|住/u;

interface Found {
  readonly persons: number;
  readonly score: number;
}

function countsOf(sentence: string, head: boolean): Found[] {
  const found: Found[] = [];
  for (const match of sentence.matchAll(counted)) {
    const text = match.groups?.['number'] ?? match.groups?.['number2'] ?? '';
    const who = match.groups?.['who'] ?? match.groups?.['who2'];
    const near = sentence.slice(Math.max(0, match.index - 10), match.index);
    const after = sentence.slice(match.index + match[0].length, match.index + match[0].length + 6);
    const persons = parseNumber(text);
    if (persons === null || !Number.isInteger(persons) || persons < 1 || persons > 1_000_000) continue;
    if (who === undefined && !workersNext.test(after)) continue;
    if (notCounted.test(near) || (persons === 1 && !/涉及|共/u.test(near))) continue;
    const named = who !== undefined && who !== '人' && who !== '人员';
    if (others.test(near.slice(-4)) || others.test(after)) continue;
    // 我和其他8名: the writer counts too.
    const joined = /(?:我|本人)(?:和|及|与|跟|同)(?:其[他它余])?(?:另外)?$/u.test(near) ? 1 : 0;
    const score =
      (named ? 3 : 0) +
      (who === undefined ? 2 : 0) +
      (counting.test(near) ? 2 : 0) +
      (/共|总|合计|涉及|全体/u.test(near) ? 3 : 0) +
      (head ? 1 : 0);
    if (score >= 2) found.push({ persons: persons + joined, score });
  }
  return found;
}

/** How many workers a text says are concerned: the count that is most plainly theirs. Null when it does not say. */
export function headcountOf(text: string): number | null {
  const found = sentencesOf(text).flatMap((sentence, at) => countsOf(sentence, at === 0));
  return found.toSorted((a, b) => b.score - a.score)[0]?.persons ?? null;
}
