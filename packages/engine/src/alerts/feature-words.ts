import { kindsOf } from '@miaotou/contracts';
import type { DeadlineFeature, DetectionFeature, EventFilter, Evidence, Feature } from '@miaotou/contracts';
import { findIndicator } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { valueText, windowOf } from '@miaotou/rules';

const indicatorTakes: Readonly<Record<string, Bilingual>> = {
  latest: { zh: '最新值', en: 'latest value' },
  sum: { zh: '合计', en: 'sum' },
  max: { zh: '最大值', en: 'largest value' },
  min: { zh: '最小值', en: 'smallest value' },
  mean: { zh: '平均值', en: 'mean' },
  count: { zh: '有值期数', en: 'periods with a value' },
  change: { zh: '变化率', en: 'relative change' },
  difference: { zh: '增减数', en: 'change' },
  trend: { zh: '每期趋势', en: 'trend per period' },
  streak: { zh: '连续期数', en: 'periods running' },
  any: { zh: '是否出现', en: 'whether it occurred' },
};

const units: Readonly<Record<string, Bilingual>> = {
  h: { zh: '小时', en: 'hours' },
  d: { zh: '天', en: 'days' },
  m: { zh: '个月', en: 'months' },
  y: { zh: '年', en: 'years' },
};

function windowText(text: string): Bilingual {
  const { amount, unit } = windowOf(text);
  const words = units[unit] ?? { zh: unit, en: unit };
  return {
    zh: `近${amount}${words.zh}`,
    en: `over ${amount} ${amount === 1 ? words.en.slice(0, -1) : words.en}`,
  };
}

const eventTakes: Readonly<Record<string, Bilingual>> = {
  count: { zh: '件数', en: 'number' },
  matters: { zh: '纠纷数', en: 'quarrels' },
  persons: { zh: '人数', en: 'people' },
  maxPersons: { zh: '最多人数', en: 'largest number of people' },
  amount: { zh: '金额', en: 'amount' },
  maxMonths: { zh: '最长月数', en: 'longest months' },
  distinctPersons: { zh: '不同人数', en: 'distinct people' },
  sum: { zh: '合计', en: 'sum' },
  max: { zh: '最大值', en: 'largest' },
  min: { zh: '最小值', en: 'smallest' },
  mean: { zh: '平均值', en: 'mean' },
  reportsPerMatter: { zh: '单件纠纷最多反映次数', en: 'most reports of one quarrel' },
  change: { zh: '变化率', en: 'relative change' },
  difference: { zh: '增减数', en: 'change' },
  any: { zh: '是否发生', en: 'whether any' },
  daysSince: { zh: '距最近一件天数', en: 'days since the newest' },
};

const detectionMeasureNames: Readonly<Record<DetectionFeature['detection'], Bilingual>> = {
  complaints: { zh: '投诉举报', en: 'complaints' },
  petitions: { zh: '信访', en: 'petitions' },
  cases: { zh: '案件', en: 'cases' },
  people: { zh: '涉及人数', en: 'people involved' },
  opinion: { zh: '负面舆情', en: 'negative posts' },
  collective: { zh: '停工聚集与集体访', en: 'stoppages and collective visits' },
};
const detectionTakes: Readonly<Record<DetectionFeature['take'], Bilingual>> = {
  alarm: { zh: '是否异常', en: 'whether unusual' },
  score: { zh: '异常分值', en: 'score' },
  pValue: { zh: '偶然概率', en: 'chance' },
  observed: { zh: '实际数', en: 'observed' },
  expected: { zh: '预期数', en: 'expected' },
};
const deadlineTakes: Readonly<Record<DeadlineFeature['take'], Bilingual>> = {
  daysLeft: { zh: '距期限剩余天数', en: 'days left' },
  workdaysLeft: { zh: '距期限剩余工作日', en: 'working days left' },
};

const kindNames: Readonly<Record<string, Bilingual>> = {
  'arbitration-case': { zh: '仲裁案件', en: 'arbitration cases' },
  'mediation-case': { zh: '调解案件', en: 'mediation cases' },
  'court-case': { zh: '诉讼案件', en: 'court cases' },
  complaint: { zh: '投诉举报', en: 'complaints' },
  petition: { zh: '信访', en: 'petitions' },
  opinion: { zh: '舆情', en: 'posts' },
  stoppage: { zh: '停工', en: 'stoppages' },
  'tax-notice': { zh: '税务公告', en: 'tax notices' },
};

const fieldNames: Readonly<Record<string, Bilingual>> = {
  persons: { zh: '人数', en: 'people' },
  level: { zh: '层级', en: 'level' },
  lineStopped: { zh: '停工', en: 'line stopped' },
  blocked: { zh: '堵路围堵', en: 'blockade' },
  injured: { zh: '受伤', en: 'injury' },
  police: { zh: '警方到场', en: 'police on site' },
  arrests: { zh: '被带走', en: 'arrests' },
  callOnly: { zh: '仅网上串联', en: 'call online only' },
};

/** Kinds that tell of one quarrel on several channels. */
const linkedKinds: readonly string[] = ['complaint', 'petition'];
/** What rules count of them: every report, or every person once. */
const countedBy: Readonly<Record<string, Bilingual>> = {
  count: { zh: '件次，合并前', en: 'reports, before linking' },
  matters: { zh: '件，合并后', en: 'quarrels, after linking' },
  persons: { zh: '人次，合并前', en: 'person-times, before linking' },
  distinctPersons: { zh: '每人计一次', en: 'each person once' },
};

/** Words for a feature; a count of complaints or petitions says whether it is one before linking. */
export function featureLabel(feature: Feature): Bilingual {
  const label = labelOf(feature);
  const counted =
    'event' in feature && kindsOf(feature).some((kind) => linkedKinds.includes(kind))
      ? countedBy[feature.take]
      : undefined;
  if (counted === undefined) return label;
  return { zh: `${label.zh}（${counted.zh}）`, en: `${label.en} (${counted.en})` };
}

/** A filter as people read it: one of these, none of them, or compared. */
function filterText(wanted: EventFilter[string]): string {
  if (typeof wanted === 'string' || Array.isArray(wanted)) return `=${[wanted].flat().join('/')}`;
  if ('not' in wanted) return `≠${[wanted.not].flat().join('/')}`;
  return Object.entries(wanted)
    .map(([operator, limit]) => `${operator}${limit}`)
    .join('');
}

/** A feature's own words, or else what is counted or read, over which window and with which filter. */
function labelOf(feature: Feature): Bilingual {
  if (feature.label !== undefined) return feature.label;
  if ('indicator' in feature) {
    const name = findIndicator(feature.indicator)?.name ?? { zh: feature.indicator, en: feature.indicator };
    const take = indicatorTakes[feature.take] ?? { zh: feature.take, en: feature.take };
    const window = windowText(feature.window);
    return { zh: `${name.zh}（${take.zh}，${window.zh}）`, en: `${name.en} (${take.en}, ${window.en})` };
  }
  if ('event' in feature) {
    const kinds = kindsOf(feature).map((one) => kindNames[one] ?? { zh: one, en: one });
    const kind = { zh: kinds.map(({ zh }) => zh).join('、'), en: kinds.map(({ en }) => en).join(', ') };
    const take = eventTakes[feature.take] ?? { zh: feature.take, en: feature.take };
    const filter = Object.entries(feature.where ?? {})
      .map(([name, wanted]) => `${name}${filterText(wanted)}`)
      .join(', ');
    const more = filter === '' ? '' : `; ${filter}`;
    const window = windowText(feature.window);
    return {
      zh: `${kind.zh}${take.zh}（${window.zh}${more}）`,
      en: `${kind.en}: ${take.en} (${window.en}${more})`,
    };
  }
  if ('field' in feature) return fieldNames[feature.field] ?? { zh: feature.field, en: feature.field };
  if ('rules' in feature) {
    const of = feature.rules.join(', ');
    switch (feature.take) {
      case 'maxTier':
        return { zh: `其他规则的最高等级（${of}）`, en: `strongest tier of ${of}` };
      case 'families':
        return { zh: `有信号的来源类数（${of}）`, en: `source families with a signal among ${of}` };
      case 'count':
        return { zh: `有信号的规则数（${of}）`, en: `rules with a signal among ${of}` };
    }
  }
  if ('deadline' in feature) return deadlineTakes[feature.take];
  if ('detection' in feature) {
    const measure = detectionMeasureNames[feature.detection];
    const take = detectionTakes[feature.take];
    return { zh: `${measure.zh}统计信号：${take.zh}`, en: `detection of ${measure.en}: ${take.en}` };
  }
  return silenceNames[feature.silence];
}

const silenceNames = {
  cycles: { zh: '断供周期倍数', en: 'cycles of silence' },
  partial: { zh: '近期数据不完整的期数', en: 'late periods that came with too little' },
  doubled: { zh: '近期重复报送的期数', en: 'late periods that came twice' },
} as const;

function formOf(feature: Feature): 'yuan' | 'percent' | undefined {
  if ('event' in feature) {
    if (feature.take === 'change') return 'percent';
    return feature.take === 'amount' ? 'yuan' : undefined;
  }
  if ('field' in feature) return feature.field === 'amountFen' ? 'yuan' : undefined;
  if (!('indicator' in feature) || feature.take === 'streak') return undefined;
  if (feature.take === 'change') return 'percent';
  return findIndicator(feature.indicator)?.unit === 'fen' ? 'yuan' : undefined;
}

/** A value in words: flags, codes, amounts and shares; null for a plain number, and where nothing is known. */
export function featureValueText(feature: Feature, value: Evidence['features'][string]): Bilingual | null {
  const form = formOf(feature);
  const plain =
    typeof value === 'number' && form === undefined && feature.words?.[String(value)] === undefined;
  return value === null || plain ? null : valueText(value, feature.words, form);
}
