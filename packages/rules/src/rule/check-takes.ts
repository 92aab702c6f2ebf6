import { kindsOf } from '@miaotou/contracts';
import type { EventFeature, Feature, IndicatorFeature, RulesFeature } from '@miaotou/contracts';
import { findIndicator, reportKinds } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { parseWindow, windowDays } from './window.js';

/** Collects faults under one path. */
export type Tell = (path: readonly (string | number)[], code: string, message: Bilingual) => void;
type Path = Parameters<Tell>[0];

/** No feature looks back further than this, what it is put against included. */
const mostDaysBack = 3_660;
/** Most windows of events that a baseline is made of: each is counted by itself. */
const mostEventPeriods = 24;

function checkWindow(path: Path, text: string | undefined, tell: Tell): void {
  if (text === undefined) return;
  const window = parseWindow(text);
  if (window === null) {
    tell(path, 'window-malformed', {
      zh: `时间窗“${text}”写法不对，应为数字加 h、d、m、y，且不为零`,
      en: `the window '${text}' is malformed: a number above zero with h, d, m or y`,
    });
  } else if (windowDays(window) > mostDaysBack) {
    tell(path, 'window-too-long', {
      zh: `时间窗“${text}”过长，最多十年`,
      en: `the window '${text}' is too long; ten years at most`,
    });
  }
}

type Compared = Pick<EventFeature | IndicatorFeature, 'take' | 'against' | 'periods'>;

const named: ReadonlySet<string | undefined> = new Set(['last-period', 'last-year', 'baseline']);

function checkAgainst(path: Path, { take, against, periods }: Compared, tell: Tell): void {
  if (!named.has(against)) checkWindow([...path, 'against'], against, tell);
  const compared = take === 'change' || take === 'difference';
  if (compared !== (against !== undefined)) {
    tell(path, 'against', {
      zh: 'take 为 change 或 difference 时须写 against，其他时候不写',
      en: 'change and difference need `against`; nothing else takes it',
    });
  }
  if ((against === 'baseline') !== (periods !== undefined)) {
    tell(path, 'periods', {
      zh: 'against 为 baseline 时须写 periods（此前多少期的均值），其他时候不写',
      en: '`baseline` needs `periods`, how many before it is the mean of; nothing else takes it',
    });
  }
}

function checkIndicator(path: Path, feature: IndicatorFeature, tell: Tell): void {
  checkWindow([...path, 'window'], feature.window, tell);
  checkAgainst(path, feature, tell);
  const found = findIndicator(feature.indicator);
  if (found === null) {
    tell([...path, 'indicator'], 'unknown-indicator', {
      zh: `没有指标 ${feature.indicator}`,
      en: `there is no indicator ${feature.indicator}`,
    });
  }
  if (feature.is !== undefined && !['count', 'streak', 'any'].includes(feature.take)) {
    tell([...path, 'is'], 'is', {
      zh: '只有 count、streak、any 可写 is',
      en: 'only count, streak and any take `is`',
    });
  }
  const window = parseWindow(feature.window);
  const step = found?.frequency === 'quarterly' ? 90 : 30;
  const back = {
    'last-period': step,
    'last-year': 365,
    baseline: step * (feature.periods ?? 0),
  } as const;
  const { against } = feature;
  if (window === null || against === undefined) return;
  const own = parseWindow(against);
  const days =
    against === 'last-period' || against === 'last-year' || against === 'baseline'
      ? back[against]
      : own === null
        ? 0
        : windowDays(own);
  if (days >= windowDays(window)) {
    tell([...path, 'against'], 'against-outside', {
      zh: '对比时点必须落在时间窗之内',
      en: 'the value compared against must lie inside the window',
    });
  }
}

const measuredTakes: readonly EventFeature['take'][] = ['sum', 'max', 'min', 'mean'];
const comparedCounts: readonly string[] = ['count', 'matters', 'persons', 'distinctPersons', 'amount'];

function checkEvent(path: Path, feature: EventFeature, tell: Tell): void {
  checkWindow([...path, 'window'], feature.window, tell);
  checkAgainst(path, feature, tell);
  const compared = feature.take === 'change' || feature.take === 'difference';
  const linked =
    feature.take === 'matters' ||
    feature.take === 'reportsPerMatter' ||
    (compared && feature.of === 'matters');
  for (const kind of kindsOf(feature)) {
    if (!linked || reportKinds.some((one) => one === kind)) continue;
    tell([...path, 'take'], 'no-matters', {
      zh: `${kind} 不归并为纠纷，不能按 matters 计数`,
      en: `events of the kind ${kind} tell of no quarrel, so their matters cannot be counted`,
    });
  }
  const measured = measuredTakes.includes(feature.take);
  if (compared && feature.of !== undefined && !comparedCounts.includes(feature.of)) {
    tell([...path, 'of'], 'of', {
      zh: `对比的 of 只能是 ${comparedCounts.join('、')}`,
      en: `what is compared is one of ${comparedCounts.join(', ')}`,
    });
  } else if (!compared && measured !== (feature.of !== undefined)) {
    tell(path, 'of', {
      zh: 'take 为 sum、max、min、mean 时须写 of，其他计数不写',
      en: 'sum, max, min and mean need `of`; other counts take none',
    });
  }
  if ((feature.periods ?? 0) > mostEventPeriods) {
    tell([...path, 'periods'], 'window-too-long', {
      zh: `事件的基线最多 ${mostEventPeriods} 期`,
      en: `a baseline of events has at most ${mostEventPeriods} windows`,
    });
  }
}

function checkRules(path: Path, feature: RulesFeature, tell: Tell): void {
  checkWindow([...path, 'window'], feature.window, tell);
  if (feature.take !== 'maxTier' || feature.atLeast === undefined) return;
  tell([...path, 'atLeast'], 'at-least', {
    zh: '只有 families 和 count 可写 atLeast',
    en: 'only families and count take `atLeast`',
  });
}

/** Faults in what one feature takes, over which window and against what. */
export function checkTakes(path: Path, feature: Feature, tell: Tell): void {
  if ('indicator' in feature) checkIndicator(path, feature, tell);
  else if ('event' in feature) checkEvent(path, feature, tell);
  else if ('rules' in feature) checkRules(path, feature, tell);
  else if ('detection' in feature) checkWindow([...path, 'window'], feature.window, tell);
}
