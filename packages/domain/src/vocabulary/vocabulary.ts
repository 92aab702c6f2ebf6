/** A text shown to people: Chinese first, English beside it. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Alert tiers 预警等级, weakest first. An internal work grade, never a public warning (突发事件应对法 §63 does not grade labour disputes). */
export const alertTiers = ['blue', 'yellow', 'orange', 'red'] as const;
export type AlertTier = (typeof alertTiers)[number];

/** The six source families 六类来源 of the plan's item 一.3. */
export const sourceFamilies = [
  'tax',
  'social-insurance',
  'disputes',
  'complaints',
  'petitions',
  'opinion',
] as const;
export type SourceFamily = (typeof sourceFamilies)[number];

/** What a rule judges. Employers and events are scored, never workers (个人信息保护法 §24). */
export const subjectKinds = ['employer', 'event', 'project', 'town', 'industry', 'county', 'source'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Kinds of dated happenings that sources report. */
export const eventKinds = [
  'arbitration-case',
  'mediation-case',
  'court-case',
  'complaint',
  'petition',
  'opinion',
  'stoppage',
  'tax-notice',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Kinds of events that tell of a quarrel of somebody with an employer, on whichever channel. */
export const reportKinds = [
  'complaint',
  'petition',
  'arbitration-case',
  'mediation-case',
  'court-case',
] as const satisfies readonly EventKind[];
export type ReportKind = (typeof reportKinds)[number];

/** States of an alert 预警. */
export const alertStates = ['open', 'acknowledged', 'handling', 'resolved', 'dismissed'] as const;
export type AlertState = (typeof alertStates)[number];

/** States that still ask something of somebody. */
export const liveAlertStates = ['open', 'acknowledged', 'handling'] as const satisfies readonly AlertState[];

/** Roles 角色 of the people who sign in. */
export const roles = [
  'leader',
  'analyst',
  'responder',
  'mediator',
  'arbitrator',
  'intake',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** Stages of the case pipeline 案件流程. */
export const caseStages = ['negotiation', 'mediation', 'arbitration', 'litigation'] as const;
export type CaseStage = (typeof caseStages)[number];

/** Rank of a tier, 1 (blue) to 4 (red); 0 stands for no alert. */
export function tierRank(tier: AlertTier | null): 0 | 1 | 2 | 3 | 4 {
  return tier === null ? 0 : ((alertTiers.indexOf(tier) + 1) as 1 | 2 | 3 | 4);
}

/** The tier of a rank; null for 0. Throws RangeError outside 0..4. */
export function tierOfRank(rank: number): AlertTier | null {
  if (rank === 0) return null;
  const tier = alertTiers[rank - 1];
  if (tier === undefined) throw new RangeError(`no tier has rank ${rank}`);
  return tier;
}

/** Where one period of a layout stands 送达状态. */
export const deliveryStates = [
  'due',
  'on-time',
  'late',
  'missing',
  'partial',
  'doubled',
  'corrected',
  'paused',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why it stands there. */
export const deliveryReasons = [
  'within-grace',
  'came-in-time',
  'before-expected',
  'nothing-to-report',
  'came-late',
  'nothing-came',
  'few-rows',
  'town-absent',
  'two-files',
  'rows-changed',
  'not-expected',
] as const;
export type DeliveryReason = (typeof deliveryReasons)[number];

/** Ways to reach a person or a group 通道. */
export const channelKinds = [
  'console',
  'web-push',
  'email',
  'wecom',
  'dingtalk',
  'feishu',
  'sms',
  'voice',
] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Channels that tell a group, not a person. */
export const groupChannelKinds = ['wecom', 'dingtalk', 'feishu'] as const satisfies readonly ChannelKind[];

/** Where a message 消息 stands. `failed` is tried again; `given-up` and `withdrawn` are not. */
export const messageStates = [
  'waiting',
  'sending',
  'failed',
  'sent',
  'delivered',
  'read',
  'given-up',
  'withdrawn',
] as const;
export type MessageState = (typeof messageStates)[number];

/** States in which a message still has to go out. */
export const openMessageStates = ['waiting', 'sending', 'failed'] as const satisfies readonly MessageState[];
