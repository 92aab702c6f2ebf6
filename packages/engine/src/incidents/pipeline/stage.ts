import type { AlertTier, Bilingual, EscalationLevel, Role } from '@miaotou/domain';
import type { Alert } from '../../alerts/index.js';
import type { Notice } from '../../messages/index.js';
import type { DutyTable } from '../../roster/index.js';
import type { Silence } from '../../silences/index.js';
import type { EmployerTie } from '../group.js';
import type { Decision, Incident, StageName } from '../incident.js';

/** Why an incident goes through the pipeline. */
export type Cause = 'opened' | 'raised' | 'joined' | 'eased' | 'recheck' | 'climbed' | 'backlog' | 'offered';

/** A person who can be called. */
export interface Reachable {
  readonly id: string;
  readonly role: Role;
  readonly scope: readonly string[];
}

/** One thing that may have to be told. Stages hand it on with what they decided; one that stops it says why. */
export interface Draft {
  /** The alert whose change began it; null where the incident itself did. */
  readonly alert: Alert | null;
  /** Null until the group stage has found or made it. */
  readonly incident: Incident | null;
  readonly cause: Cause;
  /** Why, in words, for a message that is not about an alert. */
  readonly words: Bilingual | null;
  /** Named people instead of whoever the roster names. */
  readonly to: readonly string[] | null;
  /** Rungs to be called. */
  readonly rungs: readonly EscalationLevel[];
  readonly decisions: readonly Decision[];
  readonly stopped: boolean;
  /** When to look again at what was held back. */
  readonly recheckAt: Date | null;
  readonly notBefore: Date;
  readonly reasonKey: string | null;
  readonly recipients: readonly { readonly personId: string; readonly level: EscalationLevel }[];
  readonly notices: readonly Notice[];
}

/** Everything that stages may look at. */
export interface PipelineContext {
  readonly now: Date;
  readonly ties: readonly EmployerTie[];
  /** Numbers for incidents that must be made. */
  readonly newIds: readonly number[];
  /** Live incidents by the key of their group. */
  readonly open: ReadonlyMap<string, Incident>;
  /** Incident of each alert that has one. */
  readonly memberOf: ReadonlyMap<number, Incident>;
  /** Live incidents of whole places, which quiet what lies under them. */
  readonly wide: readonly Incident[];
  readonly silences: readonly Silence[];
  readonly roster: DutyTable;
  readonly people: readonly Reachable[];
  /** What the office calls a tier. */
  readonly tierName: (tier: AlertTier) => Bilingual;
  /** Times with round-the-clock duty that a moment lies in. */
  readonly nodes: readonly Bilingual[];
  /** Reasons that were told already. */
  readonly told: ReadonlySet<string>;
  readonly disputeTypesOf: (alert: Alert) => readonly string[];
  readonly industryOf: (employerId: string | null) => string | null;
}

export type Stage = (drafts: readonly Draft[], context: PipelineContext) => readonly Draft[];

export const decided = (
  stage: StageName,
  reason: string,
  zh: string,
  en: string,
  silenceId: number | null = null,
): Decision => ({ stage, reason, text: { zh, en }, silenceId });

/** The draft with one more decision. */
export function withDecision(draft: Draft, decision: Decision, change: Partial<Draft> = {}): Draft {
  return { ...draft, ...change, decisions: [...draft.decisions, decision] };
}

/** Applies a stage's rule to each draft that goes on. */
export function each(
  rule: (draft: Draft & { readonly incident: Incident }, context: PipelineContext) => Draft,
): Stage {
  return (drafts, context) =>
    drafts.map((draft) =>
      draft.stopped || draft.incident === null
        ? draft
        : rule({ ...draft, incident: draft.incident }, context),
    );
}

/** A draft at its beginning. */
export function newDraft(
  cause: Cause,
  now: Date,
  start: Partial<Pick<Draft, 'alert' | 'incident' | 'words' | 'to' | 'rungs'>>,
): Draft {
  return {
    alert: null,
    incident: null,
    words: null,
    to: null,
    rungs: ['duty'],
    cause,
    decisions: [],
    stopped: false,
    recheckAt: null,
    notBefore: now,
    reasonKey: null,
    recipients: [],
    notices: [],
    ...start,
  };
}

/** Tiers that nothing may hold back. */
export const unstoppable = (tier: AlertTier): boolean => tier === 'red';
