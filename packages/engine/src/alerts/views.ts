import type { AlertDetail, AlertRow } from '@miaotou/contracts';
import { findRegion, findResponsePlan, liveAlertStates } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { Feature } from '@miaotou/contracts';
import type { CheckedRule } from '@miaotou/rules';
import { isClosedByRules } from './alert.js';
import type { Alert, AlertHappening } from './alert.js';
import { featureLabel, featureValueText } from './feature-words.js';
import type { TierLevels } from './hold.js';
import { treeOf, whyNotOf } from './reasons.js';
import { standingText } from './standing.js';

/** What began longer than this before it was raised could have been known earlier. */
const atOnceMs = 86_400_000;

/** Since when an alert could have been raised, had its data come in time; null where it was raised at once. */
export function knowableSince({ sinceAt, openedAt }: Pick<Alert, 'sinceAt' | 'openedAt'>): Date | null {
  return openedAt.getTime() - sinceAt.getTime() > atOnceMs ? sinceAt : null;
}

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
    knowableSince: knowableSince(alert)?.toISOString() ?? null,
    tierSince: alert.tierSince.toISOString(),
    lastSignalAt: alert.lastSignalAt.toISOString(),
    sentence: alert.sentence,
    version: alert.version,
  };
}

const hasRows = (feature: Feature): boolean =>
  'indicator' in feature || 'event' in feature || 'field' in feature;

/** What an alert in full is shown with. */
export interface AlertSurroundings {
  /** The rule in the version that judged it; null where it is not kept. */
  readonly rule: CheckedRule | null;
  readonly history: readonly AlertHappening[];
  readonly incidentId: string | null;
  /** The tier table in force now. */
  readonly levels: TierLevels;
}

/** An alert in full; what is done about it is done in its incident. */
export function alertDetail(
  alert: Alert,
  { rule, history, incidentId, levels }: AlertSurroundings,
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
      valueText: featureValueText(one.feature, alert.evidence.features[one.name] ?? null),
      thresholds: alert.evidence.thresholds[one.name] ?? {},
      hasRows: hasRows(one.feature),
    })),
    tree: rule === null ? [] : treeOf(rule, alert.evidence),
    whyNot:
      rule === null || !liveAlertStates.some((state) => state === alert.state)
        ? null
        : whyNotOf(rule, alert.evidence),
    plan: {
      code: alert.plan,
      name: plan?.name ?? { zh: alert.plan, en: alert.plan },
      steps: (plan?.steps ?? []).map(({ text }) => text),
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
    incidentId,
    closeReason: isClosedByRules(alert.closeReason) ? null : alert.closeReason,
    standing: standingText(alert, levels),
  };
}
