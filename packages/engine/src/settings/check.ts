import { settingBodies } from '@miaotou/contracts';
import type { SettingBody, SettingFault, SettingKind } from '@miaotou/contracts';
import {
  alertTiers,
  contrast,
  grounds,
  keyGroups,
  leastContrast,
  noticeFaults,
  tierRank,
} from '@miaotou/domain';
import type { NoticeFault } from '@miaotou/domain';
import { checkPlans } from './check-plans.js';

const fault = (path: string, code: string, zh: string, en: string): SettingFault => ({
  path,
  code,
  message: { zh, en },
});

function repeated(values: readonly (string | number)[]): readonly number[] {
  return values.flatMap((value, at) => (values.indexOf(value) === at ? [] : at));
}

function checkScheme({ tiers }: SettingBody<'tier-scheme'>): SettingFault[] {
  const faults: SettingFault[] = [];
  const ranks = tiers.map(({ slot }) => tierRank(slot));
  if (ranks.some((rank, at) => at > 0 && rank <= (ranks[at - 1] ?? 0))) {
    faults.push(
      fault(
        'tiers',
        'tiers-out-of-order',
        '等级须由弱到强排列，且不得重复',
        'Tiers stand weakest first, each once',
      ),
    );
  }
  for (const key of ['zh', 'en'] as const) {
    for (const at of repeated(tiers.map(({ name }) => name[key].trim()))) {
      faults.push(
        fault(`tiers.${at}.name.${key}`, 'name-repeated', '名称与另一等级相同', 'Another tier has this name'),
      );
    }
  }
  for (const at of repeated(tiers.map(({ symbol }) => symbol))) {
    faults.push(
      fault(`tiers.${at}.symbol`, 'symbol-repeated', '符号与另一等级相同', 'Another tier has this symbol'),
    );
  }
  tiers.forEach((tier, at) => {
    for (const shade of ['light', 'dark'] as const) {
      const found = contrast(tier[shade], grounds[shade]);
      if (found >= leastContrast) continue;
      const rounded = Math.floor(found * 10) / 10;
      faults.push(
        fault(
          `tiers.${at}.${shade}`,
          'contrast-low',
          `${shade === 'light' ? '浅色' : '深色'}背景上对比度只有${rounded}，至少${leastContrast}`,
          `Contrast on the ${shade} ground is only ${rounded}, at least ${leastContrast} is needed`,
        ),
      );
    }
  });
  return faults;
}

function checkTable({ levels }: SettingBody<'tier-table'>): SettingFault[] {
  return levels.flatMap(({ tier }, at) =>
    tier === alertTiers[at]
      ? []
      : [
          fault(
            `levels.${at}.tier`,
            'levels-out-of-order',
            '须由弱到强列出全部四级',
            'All four tiers, weakest first',
          ),
        ],
  );
}

function checkNodes({ nodes }: SettingBody<'time-nodes'>): SettingFault[] {
  const faults = repeated(nodes.map(({ code }) => code)).map((at) =>
    fault(`nodes.${at}.code`, 'code-repeated', '代码与另一节点相同', 'Another node has this code'),
  );
  nodes.forEach(({ when, effects }, at) => {
    const path = `nodes.${at}`;
    if (when.kind === 'manual') {
      when.spans.forEach(({ from, to }, span) => {
        if (to >= from) return;
        faults.push(
          fault(`${path}.when.spans.${span}`, 'span-reversed', '止日早于起日', 'It ends before it begins'),
        );
      });
    } else {
      for (const side of ['from', 'to'] as const) {
        const anchor = when[side];
        if (anchor.calendar === 'quarter-end') continue;
        const longest =
          anchor.calendar === 'lunar' ? 30 : new Date(Date.UTC(2024, anchor.month, 0)).getUTCDate();
        if (anchor.day <= longest) continue;
        faults.push(
          fault(`${path}.when.${side}.day`, 'no-such-day', '该月没有这一天', 'The month has no such day'),
        );
      }
    }
    effects.forEach((effect, nth) => {
      const known = new Set(keyGroups.map(({ code }) => code));
      for (const code of effect.groups.filter((group) => !known.has(group))) {
        faults.push(
          fault(
            `${path}.effects.${nth}.groups`,
            'unknown-key-group',
            `没有重点群体 ${code}`,
            `There is no key group ${code}`,
          ),
        );
      }
      if (effect.rules.length + effect.groups.length > 0) return;
      faults.push(
        fault(
          `${path}.effects.${nth}`,
          'effect-on-nothing',
          '没有写明作用于哪些规则或群体',
          'It names no rule and no group',
        ),
      );
    });
  });
  return faults;
}

const noticeTexts: Readonly<Record<NoticeFault['code'], { readonly zh: string; readonly en: string }>> = {
  'no-such-day': { zh: '没有这一天', en: 'there is no such day' },
  'range-reversed': { zh: '止日早于起日', en: 'the range ends before it begins' },
  'off-twice': { zh: '与另一段放假重叠', en: 'it overlaps another holiday' },
  'both-off-and-worked': { zh: '既放假又上班', en: 'the day is both off and worked' },
  'make-up-on-weekday': { zh: '调休上班日须为周末', en: 'a make-up workday is a weekend day' },
};

function checkHolidays({ notices }: SettingBody<'holidays'>): SettingFault[] {
  const twice = repeated(notices.map(({ year }) => year)).map((at) =>
    fault(`notices.${at}.year`, 'year-repeated', '同一年写了两次', 'The year is told twice'),
  );
  return [
    ...twice,
    ...notices.flatMap((notice, at) =>
      noticeFaults(notice).map(({ entry, code }) =>
        fault(
          `notices.${at}`,
          code,
          `${notice.year}年 ${entry}：${noticeTexts[code].zh}`,
          `${notice.year}, ${entry}: ${noticeTexts[code].en}`,
        ),
      ),
    ),
  ];
}

function checkWeights({ steps }: SettingBody<'index-weights'>): SettingFault[] {
  const falls = alertTiers.some((tier, at) => {
    const weaker = alertTiers[at - 1];
    return weaker !== undefined && steps[tier] < steps[weaker];
  });
  return falls
    ? [fault('steps', 'steps-fall', '各等级的分值须由弱到强不减', 'The steps of the tiers must not fall')]
    : [];
}

const checks: { readonly [K in SettingKind]: (body: SettingBody<K>) => SettingFault[] } = {
  'tier-scheme': checkScheme,
  'tier-table': checkTable,
  'time-nodes': checkNodes,
  holidays: checkHolidays,
  'index-weights': checkWeights,
  'response-plans': checkPlans,
};

/** A body of its kind, read; or every fault, each with its place. */
export function checkSetting<K extends SettingKind>(
  kind: K,
  body: unknown,
):
  | { readonly ok: true; readonly body: SettingBody<K> }
  | { readonly ok: false; readonly faults: readonly SettingFault[] } {
  const parsed = settingBodies[kind].safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      fault(
        issue.path.map(String).join('.'),
        'shape',
        `格式不符（${issue.message}）`,
        `Not as it is written (${issue.message})`,
      ),
    );
    return { ok: false, faults };
  }
  const read = parsed.data as SettingBody<K>;
  const faults = checks[kind](read);
  return faults.length === 0 ? { ok: true, body: read } : { ok: false, faults };
}
