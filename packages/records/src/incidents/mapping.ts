import { FrozenLevelsSchema } from '@miaotou/contracts';
import {
  clockKinds,
  deviceKinds,
  escalationLevels,
  incidentStates,
  tierOfRank,
  tierRank,
  verdictKinds,
} from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { stageNames } from '@miaotou/engine';
import type { Incident, IncidentEntryRecord, IncidentMove, KeptClock, NewEntry } from '@miaotou/engine';
import { z } from 'zod';
import type { incidentClocks, incidentEntries, incidentMoves, incidents } from './schema.js';

export type IncidentRecord = typeof incidents.$inferSelect;

const State = z.enum(incidentStates);
const Level = z
  .number()
  .int()
  .min(0)
  .max(escalationLevels.length - 1);
const Detail = z.object({
  alertIds: z.array(z.number()),
  fromState: State,
  stopped: z.array(z.object({ id: z.number(), nextAt: z.string() })),
});
export const Stage = z.enum(stageNames);
export const VerdictKind = z.enum(verdictKinds);

export const levelOf = (rank: number) => escalationLevels[Level.parse(rank)] ?? 'duty';

function tierAt(rank: number): AlertTier {
  const tier = tierOfRank(rank);
  if (tier === null) throw new RangeError('an incident without a tier');
  return tier;
}

export function incidentOf(row: IncidentRecord): Incident {
  const { sentenceZh, sentenceEn, tier, peakTier, state, level, levels, ...rest } = row;
  return {
    ...rest,
    tier: tierAt(tier),
    peakTier: tierAt(peakTier),
    state: State.parse(state),
    level: levelOf(level),
    levels: levels === null ? null : FrozenLevelsSchema.parse(levels),
    sentence: { zh: sentenceZh, en: sentenceEn },
  };
}

export function incidentRecord(incident: Incident): IncidentRecord {
  const { sentence, tier, peakTier, level, ...rest } = incident;
  return {
    ...rest,
    tier: tierRank(tier),
    peakTier: tierRank(peakTier),
    level: escalationLevels.indexOf(level),
    sentenceZh: sentence.zh,
    sentenceEn: sentence.en,
  };
}

const ClockRow = z.object({
  kind: z.enum(clockKinds),
  state: z.enum(['running', 'met', 'missed', 'stopped']),
});

export function clockOf(row: typeof incidentClocks.$inferSelect): KeptClock {
  const { basisZh, basisEn, ...rest } = row;
  return { ...rest, ...ClockRow.parse(row), basis: { zh: basisZh, en: basisEn } };
}

export function entryRecord(entry: NewEntry): typeof incidentEntries.$inferInsert {
  const { text, ...rest } = entry;
  return { ...rest, textZh: text.zh, textEn: text.en };
}

const EntryRow = z.object({
  fromState: State.nullable(),
  toState: State.nullable(),
  device: z.enum(deviceKinds).nullable(),
});

export function entryOf(row: typeof incidentEntries.$inferSelect): IncidentEntryRecord {
  const { textZh, textEn, ...rest } = row;
  return { ...rest, ...EntryRow.parse(row), text: { zh: textZh, en: textEn } };
}

export function moveOf(row: typeof incidentMoves.$inferSelect): IncidentMove {
  const { id, fromId, toId, at, byId, reason, undoneAt } = row;
  const kind = z.enum(['merge', 'split']).parse(row.kind);
  return { id, kind, fromId, toId, at, byId, reason, undoneAt, detail: Detail.parse(row.detail) };
}
