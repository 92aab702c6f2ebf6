import { EvidenceSchema } from '@miaotou/contracts';
import { alertStates, subjectKinds, tierOfRank, tierRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import type { Alert, AlertHappening } from '@miaotou/engine';
import { z } from 'zod';
import type { alertEvents, alerts } from './schema.js';

export type AlertRecord = typeof alerts.$inferSelect;
type HappeningRecord = typeof alertEvents.$inferSelect;

const Stored = z.object({
  subjectKind: z.enum(subjectKinds),
  state: z.enum(alertStates),
  evidence: EvidenceSchema,
});
const State = z.enum(alertStates).nullable();

function tierAt(rank: number): AlertTier {
  const tier = tierOfRank(rank);
  if (tier === null) throw new RangeError('an alert without a tier');
  return tier;
}

const maybeTier = (rank: number | null): AlertTier | null => (rank === null ? null : tierOfRank(rank));

export function alertOf(row: AlertRecord): Alert {
  const { subjectKind, state, evidence } = Stored.parse(row);
  const { sentenceZh, sentenceEn, tier, peakTier, easedTier, ...rest } = row;
  return {
    ...rest,
    subjectKind,
    state,
    evidence,
    tier: tierAt(tier),
    peakTier: tierAt(peakTier),
    easedTier: maybeTier(easedTier),
    sentence: { zh: sentenceZh, en: sentenceEn },
  };
}

export function recordOf(alert: Alert): AlertRecord {
  const { sentence, tier, peakTier, easedTier, ...rest } = alert;
  return {
    ...rest,
    tier: tierRank(tier),
    peakTier: tierRank(peakTier),
    easedTier: easedTier === null ? null : tierRank(easedTier),
    sentenceZh: sentence.zh,
    sentenceEn: sentence.en,
  };
}

export function happeningOf(row: HappeningRecord): AlertHappening {
  const { alertId, at, kind, reason, by, note, runId } = row;
  return {
    alertId,
    at,
    kind,
    reason,
    by,
    note,
    runId,
    fromState: State.parse(row.fromState),
    toState: State.parse(row.toState),
    fromTier: maybeTier(row.fromTier),
    toTier: maybeTier(row.toTier),
    evidence: row.evidence === null ? null : EvidenceSchema.parse(row.evidence),
  };
}

export function happeningRecord(happening: AlertHappening): typeof alertEvents.$inferInsert {
  const { fromTier, toTier, ...rest } = happening;
  return {
    ...rest,
    fromTier: fromTier === null ? null : tierRank(fromTier),
    toTier: toTier === null ? null : tierRank(toTier),
  };
}
