import type { Bilingual } from './vocabulary.js';

/** States of an incident 处置事件, in the order in which a response goes. */
export const incidentStates = [
  'created',
  'sent',
  'delivered',
  'read',
  'signed',
  'verified',
  'on-scene',
  'planned',
  'reporting',
  'resolved',
  'handed-over',
  'dismissed',
  'closed',
] as const;
export type IncidentState = (typeof incidentStates)[number];

/** States in which nobody has put their name to the incident yet. */
export const unsignedStates = [
  'created',
  'sent',
  'delivered',
  'read',
] as const satisfies readonly IncidentState[];

/** States that end the response and wait only to be closed. */
export const endedStates = [
  'resolved',
  'handed-over',
  'dismissed',
] as const satisfies readonly IncidentState[];

/** States that still ask something of somebody. */
export const liveIncidentStates = incidentStates.filter((state) => state !== 'closed');

/** What people do in an incident 处置步骤. */
export const incidentSteps = [
  'sign',
  'verify',
  'arrive',
  'plan',
  'report',
  'note',
  'resolve',
  'hand-to-matter',
  'dismiss',
  'close',
  'reopen',
  'lower',
  'offer',
  'take',
  'decline',
] as const;
export type IncidentStep = (typeof incidentSteps)[number];

/** Rungs of the escalation ladder 升级层级, in the order in which they are called. */
export const escalationLevels = ['duty', 'substitute', 'supervisor', 'leader', 'joint-team'] as const;
export type EscalationLevel = (typeof escalationLevels)[number];

/** Names of the rungs. */
export const escalationLevelNames: Readonly<Record<EscalationLevel, Bilingual>> = {
  duty: { zh: '值班人员', en: 'Person on duty' },
  substitute: { zh: '替班人员', en: 'Substitute' },
  supervisor: { zh: '科室负责人', en: 'Supervisor' },
  leader: { zh: '局领导', en: 'Bureau leader' },
  'joint-team': { zh: '县专班', en: 'Joint team' },
};

/** Times that an incident is held to 时限; `recheck` looks again at what was held back. */
export const clockKinds = ['sign', 'verify', 'plan', 'report', 'close', 'recheck'] as const;
export type ClockKind = (typeof clockKinds)[number];

/** What turned out when an incident was closed 核实结论; goes back to the rules. */
export const verdictKinds = ['true', 'partly', 'false', 'known'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** Kinds of device that a step came from, read from what the browser says of itself. */
export const deviceKinds = ['phone', 'tablet', 'desktop', 'program', 'unknown'] as const;
export type DeviceKind = (typeof deviceKinds)[number];
