import { dayOf, regionWithin, startOfDay, tierRank } from '@miaotou/domain';
import type { AlertTier, ChannelKind } from '@miaotou/domain';
import type { ChannelRecord, Contacts, Wishes } from './ports.js';

/** Blue and yellow gather this long before they go out together, in milliseconds. */
export const bundleMs = 3 * 60_000;
/** Failures after which the person's next channel is tried. */
export const failuresBeforeNext = 3;
/** Tries after which a message is given up, where there is no other way to the person. */
export const mostTries = 12;
/** A person gets at most so many messages below red on one channel within `personWindowMs`; the rest gather. */
export const personLimit = 6;
export const personWindowMs = 10 * 60_000;

const minuteMs = 60_000;

/** Tiers that may wait and be put together. */
export const isPatient = (tier: AlertTier): boolean => tierRank(tier) <= 2;

/** A way to a person that is open. */
export interface Way {
  readonly id: string;
  readonly kind: ChannelKind;
}

const ownOrder: readonly ChannelKind[] = ['web-push', 'email', 'sms', 'voice'];

/** Channels over which a person can be reached for this tier, in the order in which they are tried. */
export function waysTo(
  tier: AlertTier,
  wishes: Pick<Wishes, 'channels'> | null,
  contacts: Contacts,
  devices: number,
  channels: readonly ChannelRecord[],
): readonly Way[] {
  const open = channels.filter(({ kind, enabled, lowestTier }) => {
    if (!enabled || tierRank(tier) < tierRank(lowestTier)) return false;
    if (kind === 'web-push') return devices > 0;
    if (kind === 'email') return contacts.email !== null;
    return (kind === 'sms' || kind === 'voice') && contacts.phone !== null;
  });
  const wished = wishes?.channels ?? [];
  // Nobody is called by a machine for less than a red without having asked for it.
  const unasked = open
    .filter(({ id, kind }) => !wished.includes(id) && (kind !== 'voice' || tier === 'red'))
    .sort((a, b) => ownOrder.indexOf(a.kind) - ownOrder.indexOf(b.kind));
  const asked = wished.flatMap((id) => open.filter((one) => one.id === id));
  return (wished.length === 0 || tier === 'red' ? [...asked, ...unasked] : asked).map(({ id, kind }) => ({
    id,
    kind,
  }));
}

export type ChannelReason = 'red-every-way' | 'first-way' | 'no-other-way';

/** Which ways a message takes first: a red all of them at once, others the first, and the next only when it fails. */
export function firstWays(
  tier: AlertTier,
  ways: readonly Way[],
): { readonly ways: readonly Way[]; readonly reason: ChannelReason } {
  if (ways.length === 0) return { ways: [], reason: 'no-other-way' };
  return tier === 'red' ? { ways, reason: 'red-every-way' } : { ways: ways.slice(0, 1), reason: 'first-way' };
}

/** Groups that are told of a tier in a region. */
export function groupsFor(
  tier: AlertTier,
  region: string | null,
  channels: readonly ChannelRecord[],
): readonly ChannelRecord[] {
  return channels.filter(
    ({ kind, enabled, lowestTier, regions }) =>
      (kind === 'wecom' || kind === 'dingtalk' || kind === 'feishu') &&
      enabled &&
      tierRank(tier) >= tierRank(lowestTier) &&
      (regions.length === 0 || (region !== null && regionWithin(region, regions))),
  );
}

/** Whether a moment lies in the quiet hours, and when they end; quiet hours may reach over midnight. */
export function quietUntil(at: Date, quiet: Wishes['quiet']): Date | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const midnight = startOfDay(dayOf(at)).getTime();
  const minute = Math.floor((at.getTime() - midnight) / minuteMs);
  const { from, to } = quiet;
  const within = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!within) return null;
  const daysOn = from > to && minute >= from ? 1 : 0;
  return new Date(midnight + (daysOn * 1_440 + to) * minuteMs);
}

export type TimeReason = 'at-once' | 'not-before' | 'quiet-hours' | 'gathers';

/**
 * When a message goes out: orange and red at once; blue and yellow with the others of the same few minutes, and after the
 * person's quiet hours. A red is never held back.
 */
export function sendTime(
  tier: AlertTier,
  notBefore: Date,
  quiet: Wishes['quiet'],
  now: Date,
): { readonly at: Date; readonly reason: TimeReason } {
  const earliest = notBefore > now ? notBefore : now;
  if (!isPatient(tier)) return { at: earliest, reason: notBefore > now ? 'not-before' : 'at-once' };
  const gathered = new Date(Math.ceil(earliest.getTime() / bundleMs) * bundleMs);
  const waits = quietUntil(gathered, quiet);
  return waits === null ? { at: gathered, reason: 'gathers' } : { at: waits, reason: 'quiet-hours' };
}

/** How long a failed message waits, by the number of tries so far, in milliseconds. */
export function backOff(tries: number): number {
  const steps = [2, 8, 30, 60, 120, 300, 600] as const;
  return (steps[Math.min(tries, steps.length) - 1] ?? 600) * 1_000;
}

export type AfterFailure =
  | { readonly next: 'again'; readonly at: Date; readonly reason: 'retry' | 'receiver-asks-to-wait' }
  | { readonly next: 'next-way'; readonly way: Way; readonly reason: 'refused' | 'failed-often' }
  | { readonly next: 'given-up'; readonly reason: 'refused' | 'failed-often' };

/** What follows a failed try: the same again, the person's next way, or the end. */
export function afterFailure(
  failed: { readonly tries: number; readonly again: boolean; readonly restMs: number | null },
  unusedWays: readonly Way[],
  now: Date,
): AfterFailure {
  const { tries, again, restMs } = failed;
  const [way] = unusedWays;
  const reason = again ? 'failed-often' : 'refused';
  if (!again || tries >= (way === undefined ? mostTries : failuresBeforeNext)) {
    return way === undefined ? { next: 'given-up', reason } : { next: 'next-way', way, reason };
  }
  const wait = Math.max(backOff(tries), restMs ?? 0);
  return {
    next: 'again',
    at: new Date(now.getTime() + wait),
    reason: restMs !== null && restMs > backOff(tries) ? 'receiver-asks-to-wait' : 'retry',
  };
}

/** Title and text of several messages put together; the gravest and newest first. */
export function bundled(parts: readonly { readonly title: string; readonly text: string }[]): {
  readonly title: string;
  readonly text: string;
} {
  const shown = parts.slice(0, 10);
  const lines = shown.map(({ title, text }, at) => `${at + 1}. ${title}：${text}`);
  const rest = parts.length - shown.length;
  if (rest > 0) lines.push(`另有 ${rest} 条，请在系统中查看。`);
  return { title: `${parts.length} 条预警消息`, text: lines.join('\n') };
}
