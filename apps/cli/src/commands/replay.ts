import { readFile } from 'node:fs/promises';
import type { ReplayRequestInput, ReplayResult, ReplaySide, RuleFile } from '@miaotou/contracts';
import { isValidDay } from '@miaotou/domain';
import { readCandidate } from '@miaotou/engine';
import { Command, InvalidArgumentError } from 'commander';
import type { Surroundings } from '../program/index.js';
import { checkedFile } from './checked-file.js';

interface ReplayOptions {
  readonly from: string;
  readonly to: string;
  readonly rules?: readonly string[];
  readonly budget?: number;
  readonly daily?: true;
  readonly horizon?: number;
  readonly json?: true;
}

function readDay(text: string): string {
  if (isValidDay(text)) return text;
  throw new InvalidArgumentError('应为 YYYY-MM-DD 日期 / a day, YYYY-MM-DD');
}

function readWhole(text: string): number {
  if (/^\d{1,6}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('应为非负整数 / a whole number');
}

async function candidatesOf(paths: readonly string[]): Promise<RuleFile[]> {
  return Promise.all(
    paths.map(async (path) => readCandidate(await readFile(await checkedFile(path), 'utf8'), path)),
  );
}

const percent = (share: ReplaySide['score']['overall']['recall']): string =>
  share === null
    ? '—'
    : `${Math.round(share.value * 100)} % [${Math.round(share.low * 100)}–${Math.round(share.high * 100)}], n ${share.of}`;

function sideLine(name: string, { opened, byTier, messages, hours, score }: ReplaySide): string {
  const { recall, precision, leadDays } = score.overall;
  return (
    `${name}: ${opened} 条预警 / alerts (蓝 blue ${byTier.blue}, 黄 yellow ${byTier.yellow}, 橙 orange ${byTier.orange}, 红 red ${byTier.red}); ` +
    `消息 messages ${messages}, 工时 hours ${hours}; 精确率 precision ${percent(precision)}; 召回率 recall ${percent(recall)}; ` +
    `提前 lead ${leadDays === null ? '—' : `${leadDays.median} d`}`
  );
}

function tell(result: ReplayResult, note: (line: string) => void): void {
  note(sideLine('现行 / published', result.published));
  if (result.candidate !== null) note(sideLine('候选 / candidate', result.candidate));
  if (result.candidate !== null) {
    note(
      Object.entries(result.differences)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', '),
    );
  }
  const like = result.likeProduction;
  if (like !== null) note(`与系统实际预警一致 / as in production: ${like.same} / ${like.alerts}`);
  const { budget } = result;
  if (budget !== null) {
    note(
      `每周橙红上限 / orange and red a week at most ${budget.budget}: ${budget.reached ? '可达到 / reached' : '不可达到 / not reached'}; ` +
        `训练段 on the earlier part ${budget.train.published.mostAWeek} → ${budget.train.proposed.mostAWeek}, ` +
        `检验段 on the later part ${budget.test.published.mostAWeek} → ${budget.test.proposed.mostAWeek}`,
    );
    for (const { ruleId, threshold, tier, from, to } of budget.changes) {
      note(`${ruleId} ${threshold} ${tier}: ${from} → ${to}`);
    }
  }
  for (const { zh, en } of result.notes) note(`${zh} / ${en}`);
}

/** `miaotou replay`: the whole chain over a past span, with the published rules, others beside them, or within a budget. */
export function replayCommand({
  print,
  note,
  withProduct,
}: Pick<Surroundings, 'print' | 'note' | 'withProduct'>): Command {
  return new Command('replay')
    .description('回放历史，比较规则 / history judged again, as it was known at each moment')
    .requiredOption('--from <date>', '第一天 / first day', readDay)
    .requiredOption('--to <date>', '最后一天 / last day', readDay)
    .option('--rules <file...>', '候选规则文件（YAML） / candidate rule files (YAML)')
    .option(
      '--budget <n>',
      '每周橙红上限，给出阈值建议 / orange and red a week at most: proposes thresholds',
      readWhole,
    )
    .option('--daily', '逐日评估，不按系统实际评估时点 / every morning, not when production judged')
    .option(
      '--horizon <days>',
      '预警后多少天内的事件算应验，默认 90 / days within which an outcome counts',
      readWhole,
    )
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async ({ from, to, rules, budget, daily, horizon, json }: ReplayOptions) => {
      const request: ReplayRequestInput = {
        from,
        to,
        moments: daily === true ? 'daily' : 'runs',
        candidates: await candidatesOf(rules ?? []),
        ...(budget === undefined ? {} : { budget }),
        ...(horizon === undefined ? {} : { horizonDays: horizon }),
      };
      const { result, details } = await withProduct((product, signal) =>
        product.replays.run(request, { signal, progress: () => undefined }),
      );
      if (json === true) print(JSON.stringify({ ...result, details }));
      else tell(result, note);
    });
}
