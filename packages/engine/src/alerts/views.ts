import type { AlertDetail, AlertRow } from '@miaotou/contracts';
import { findIndicator, findRegion, findResponsePlan } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { Feature } from '@miaotou/contracts';
import type { CheckedRule } from '@miaotou/rules';
import type { Viewer } from '../people/index.js';
import { actionsFor } from './actions.js';
import { isClosedByRules } from './alert.js';
import type { Alert, AlertHappening } from './alert.js';
import { standingText } from './standing.js';

/** An alert as a line of the list; `ruleName` is the id where the rule is no longer kept. */
export function alertRow(alert: Alert, ruleName: Bilingual): AlertRow {
  const unknown = { zh: alert.region || '未定', en: alert.region || 'Unknown' };
  return {
    id: String(alert.id),
    ruleId: alert.ruleId,
    ruleName,
    subjectKind: alert.subjectKind,
    subjectId: alert.subjectId,
    subjectName: alert.subjectName,
    employerId: alert.employerId,
    region: alert.region,
    regionName: findRegion(alert.region)?.name ?? unknown,
    tier: alert.tier,
    peakTier: alert.peakTier,
    state: alert.state,
    openedAt: alert.openedAt.toISOString(),
    sinceAt: alert.sinceAt.toISOString(),
    lastSignalAt: alert.lastSignalAt.toISOString(),
    sentence: alert.sentence,
    version: alert.version,
  };
}

const eventTakes: Readonly<Record<string, Bilingual>> = {
  count: { zh: '件数', en: 'number' },
  persons: { zh: '人数', en: 'people' },
  maxPersons: { zh: '最多人数', en: 'largest number of people' },
  amount: { zh: '金额（分）', en: 'amount (fen)' },
  maxMonths: { zh: '最长月数', en: 'longest months' },
  distinctPersons: { zh: '不同人数', en: 'distinct people' },
  sum: { zh: '合计', en: 'sum' },
  max: { zh: '最大值', en: 'largest' },
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

/** Words for a feature: what is counted or read, over which window and with which filter. */
export function featureLabel(feature: Feature): Bilingual {
  if ('indicator' in feature) {
    const name = findIndicator(feature.indicator)?.name ?? { zh: feature.indicator, en: feature.indicator };
    return {
      zh: `${name.zh}（${feature.take}，${feature.window}）`,
      en: `${name.en} (${feature.take}, ${feature.window})`,
    };
  }
  if ('event' in feature) {
    const kind = kindNames[feature.event] ?? { zh: feature.event, en: feature.event };
    const take = eventTakes[feature.take] ?? { zh: feature.take, en: feature.take };
    const filter = Object.entries(feature.where ?? {})
      .map(([name, wanted]) => `${name}=${[wanted].flat().join('/')}`)
      .join(', ');
    const more = filter === '' ? '' : `; ${filter}`;
    return {
      zh: `${kind.zh}${take.zh}（${feature.window}${more}）`,
      en: `${kind.en}: ${take.en} (${feature.window}${more})`,
    };
  }
  if ('field' in feature) return fieldNames[feature.field] ?? { zh: feature.field, en: feature.field };
  if ('rules' in feature) {
    const of = feature.rules.join(', ');
    return feature.take === 'maxTier'
      ? { zh: `其他规则的最高等级（${of}）`, en: `strongest tier of ${of}` }
      : { zh: `有信号的来源类数（${of}）`, en: `source families with a signal among ${of}` };
  }
  return { zh: '断供周期倍数', en: 'cycles of silence' };
}

const hasRows = (feature: Feature): boolean =>
  'indicator' in feature || 'event' in feature || 'field' in feature;

/** An alert in full, for one viewer. */
export function alertDetail(
  alert: Alert,
  rule: CheckedRule | null,
  history: readonly AlertHappening[],
  viewer: Pick<Viewer, 'role'>,
): AlertDetail {
  const name = rule?.file.name ?? { zh: alert.ruleId, en: alert.ruleId };
  const plan = findResponsePlan(alert.plan);
  return {
    ...alertRow(alert, name),
    evidence: alert.evidence,
    features: (rule?.features ?? []).map((one) => ({
      name: one.name,
      label: featureLabel(one.feature),
      value: alert.evidence.features[one.name] ?? null,
      thresholds: alert.evidence.thresholds[one.name] ?? {},
      hasRows: hasRows(one.feature),
    })),
    plan: {
      code: alert.plan,
      name: plan?.name ?? { zh: alert.plan, en: alert.plan },
      steps: [...(plan?.steps ?? [])],
    },
    legalBasis: rule?.file.legalBasis ?? [],
    history: history.map(({ at, kind, reason, by, fromState, toState, fromTier, toTier, note }) => ({
      at: at.toISOString(),
      kind,
      reason,
      by,
      fromState,
      toState,
      fromTier,
      toTier,
      note,
    })),
    actions: actionsFor({ state: alert.state, tier: alert.tier, role: viewer.role }),
    closeReason: isClosedByRules(alert.closeReason) ? null : alert.closeReason,
    standing: standingText(alert),
  };
}
