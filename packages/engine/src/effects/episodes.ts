import type { Evidence, RuleFile } from '@miaotou/contracts';
import { tierOfRank, tierRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { foldLine } from '../alerts/index.js';
import type { Alert, FoldContext, VerdictLine } from '../alerts/index.js';
import type { RankedSubject } from './ports.js';

/** One alert as it would have lived. */
export interface Episode {
  readonly opened: Date;
  readonly closed: Date | null;
  readonly peak: AlertTier;
  /** When it began and when it rose, with the tier reached. */
  readonly reached: readonly { readonly at: Date; readonly tier: AlertTier }[];
}

/** The evidence is opened by itself; folding only carries it along. */
const unread: Evidence = {
  ruleId: '',
  ruleVersion: 0,
  asOf: '',
  knownAt: '',
  features: {},
  thresholds: {},
  condition: '',
  sentence: { zh: '', en: '' },
};

/**
 * The alerts of one subject, judged moment by moment as runs would have judged it. `nobody` says what holds at the moments
 * at which the subject has no row.
 */
export function episodesOf(
  rule: RuleFile,
  { subjectId, region, label, ranks }: RankedSubject,
  nobody: RankedSubject['ranks'],
  moments: readonly Date[],
  levels: FoldContext['levels'],
): readonly Episode[] {
  const line: Omit<VerdictLine, 'verdicts'> = {
    ruleId: rule.id,
    ruleVersion: rule.version,
    plan: rule.plan,
    disputeTypes: rule.disputeTypes,
    keyGroups: rule.keyGroups,
    subjectKind: rule.subject,
    subjectId,
    subjectName: label,
    employerId: null,
    region,
    occurredAt: null,
  };
  const alerts = new Map<number, Alert>();
  const reached = new Map<number, { at: Date; tier: AlertTier }[]>();
  let live = false;
  for (const [place, at] of moments.entries()) {
    const rank = ranks.has(place)
      ? (ranks.get(place) ?? null)
      : nobody.has(place)
        ? (nobody.get(place) ?? null)
        : 0;
    const tier = rank === null ? null : tierOfRank(rank);
    if (tier === null && !live) continue;
    const verdict = { asOf: at, tier, abstained: rank === null, evidence: tier === null ? null : unread };
    const context = { at, runId: '', levels, nextId: () => alerts.size + 1 };
    const folded = foldLine({ ...line, verdicts: [verdict] }, [...alerts.values()], context);
    for (const alert of [...folded.inserted, ...folded.updated]) alerts.set(alert.id, alert);
    for (const { alert, happening } of folded.happened) {
      if (happening.kind !== 'opened' && happening.kind !== 'raised') continue;
      reached.set(alert.id, [...(reached.get(alert.id) ?? []), { at, tier: alert.tier }]);
    }
    live = [...alerts.values()].some(({ closedAt }) => closedAt === null);
  }
  return [...alerts.values()].map(({ id, openedAt, closedAt, peakTier }) => ({
    opened: openedAt,
    closed: closedAt,
    peak: peakTier,
    reached: reached.get(id) ?? [],
  }));
}

export interface Pair {
  readonly kind: 'gained' | 'lost' | 'higher' | 'lower' | 'earlier' | 'later' | 'same';
  readonly published: Episode | null;
  readonly tried: Episode | null;
}

const overlap = (a: Episode, b: Episode): boolean =>
  (b.closed === null || a.opened <= b.closed) && (a.closed === null || b.opened <= a.closed);

/** Compares the alerts of one subject; those that stood at the same time are one pair, each alert in one pair only. */
export function pairsOf(published: readonly Episode[], tried: readonly Episode[]): readonly Pair[] {
  const free = new Set(published);
  const pairs = tried.map((one): Pair => {
    const other = [...free].find((each) => overlap(each, one));
    if (other === undefined) return { kind: 'gained', published: null, tried: one };
    free.delete(other);
    const rise = tierRank(one.peak) - tierRank(other.peak);
    const delay = one.opened.getTime() - other.opened.getTime();
    const kind =
      rise > 0 ? 'higher' : rise < 0 ? 'lower' : delay < 0 ? 'earlier' : delay > 0 ? 'later' : 'same';
    return { kind, published: other, tried: one };
  });
  return [...pairs, ...[...free].map((one): Pair => ({ kind: 'lost', published: one, tried: null }))];
}
