import type { Bilingual } from '@miaotou/domain';
import type { Outbox } from '../messages/index.js';
import type { Clock, Executor, LivePush, Records } from '../shared/index.js';

/** A process as it last told of itself. */
export interface Beat {
  readonly process: string;
  readonly role: string;
  readonly startedAt: Date;
  readonly at: Date;
  /** When its worker last finished a round of due clocks; null where it takes no jobs. */
  readonly roundAt: Date | null;
}

/** What the watchdog looks at. */
export interface Pulse {
  readonly beats: readonly Beat[];
  /** The earliest moment at which a running clock should have been looked at; null for none. */
  readonly clockSince: Date | null;
  readonly clocksLate: number;
  /** The earliest moment at which a waiting message should have gone out; null for none. */
  readonly messageSince: Date | null;
  readonly messagesLate: number;
  /** The earliest change of an alert that no incident has taken in; null for none. */
  readonly alertSince: Date | null;
  /** Since when live incidents have no clock that will be looked at; null for none. */
  readonly stoppedSince: Date | null;
  readonly stopped: number;
  /** Channels whose newest tries all failed, each with the first of them. */
  readonly failing: readonly { readonly channel: string; readonly since: Date }[];
}

export const watchdogFaultCodes = [
  'no-worker',
  'clocks-late',
  'clocks-stopped',
  'messages-late',
  'channel-failing',
  'alerts-ungathered',
] as const;

/** A fault, with since when it stands. */
export interface WatchdogFault {
  readonly code: (typeof watchdogFaultCodes)[number];
  readonly text: Bilingual;
  readonly since: Date;
}

export interface WatchdogStore {
  beat(at: Executor, beat: Beat): Promise<void>;
  /** Whether this process now holds the lease. */
  lease(at: Executor, holder: string, now: Date, until: Date): Promise<boolean>;
  pulse(at: Executor, now: Date): Promise<Pulse>;
  faults(at: Executor): Promise<readonly WatchdogFault[]>;
  keepFaults(tx: Executor, faults: readonly WatchdogFault[], at: Date): Promise<void>;
}

export interface WatchdogDeps {
  readonly records: Records;
  readonly store: WatchdogStore;
  readonly outbox: Outbox;
  /** The product's own incident for faults. */
  readonly incidents: {
    raiseFaults(
      tx: Executor,
      faults: readonly Bilingual[],
      called: readonly string[],
      now: Date,
    ): Promise<number>;
    endFaults(tx: Executor, now: Date): Promise<void>;
  };
  readonly people: (at: Executor) => Promise<readonly { readonly id: string; readonly role: string }[]>;
  readonly live: LivePush;
  readonly clock: Clock;
  readonly loading: () => Promise<boolean>;
}

/** What may be late by so much before it is a fault, in milliseconds. */
const patience = { clocks: 60_000, messages: 120_000, alerts: 120_000, worker: 120_000 };
const leaseMs = 60_000;
/** A process that has not been heard of for so long is gone, not stuck. */
const forgottenMs = 3_600_000;

const late = (since: Date | null, now: Date, ms: number): since is Date =>
  since !== null && now.getTime() - since.getTime() > ms;

/** What is wrong, judged by what was seen. Pure. */
export function faultsOf(pulse: Pulse, now: Date): WatchdogFault[] {
  const faults: WatchdogFault[] = [];
  const known = pulse.beats
    .filter(({ role }) => role !== 'api')
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  // The last worker of all is never forgotten: without it nothing goes on.
  const workers = known.filter(({ at }, place) => place === 0 || now.getTime() - at.getTime() < forgottenMs);
  const rounds = workers.map(({ roundAt, startedAt }) => (roundAt ?? startedAt).getTime());
  if (workers.length > 0 && rounds.every((at) => now.getTime() - at > patience.worker)) {
    faults.push({
      code: 'no-worker',
      text: {
        zh: '后台作业停顿：两分钟内没有进程处理到期时限。',
        en: 'Workers stand still: no process has looked at due clocks for two minutes.',
      },
      since: new Date(Math.max(...rounds)),
    });
  }
  if (late(pulse.clockSince, now, patience.clocks)) {
    faults.push({
      code: 'clocks-late',
      text: {
        zh: `${pulse.clocksLate} 个时限已到而无人处理，催办可能停顿。`,
        en: `${pulse.clocksLate} clocks have run out and nothing followed: the ladder may stand still.`,
      },
      since: pulse.clockSince,
    });
  }
  if (late(pulse.messageSince, now, patience.messages)) {
    faults.push({
      code: 'messages-late',
      text: {
        zh: `${pulse.messagesLate} 条消息该发而未发出。`,
        en: `${pulse.messagesLate} messages should have gone out and did not.`,
      },
      since: pulse.messageSince,
    });
  }
  if (pulse.stoppedSince !== null) {
    faults.push({
      code: 'clocks-stopped',
      text: {
        zh: `${pulse.stopped} 个在办事件没有下一步时限。`,
        en: `${pulse.stopped} live incidents have no clock that asks for a next step.`,
      },
      since: pulse.stoppedSince,
    });
  }
  if (pulse.failing.length > 0) {
    const names = pulse.failing.map(({ channel }) => channel);
    faults.push({
      code: 'channel-failing',
      text: {
        zh: `通知渠道连续发送失败：${names.join('、')}。`,
        en: `Channels fail one try after another: ${names.join(', ')}.`,
      },
      since: new Date(Math.min(...pulse.failing.map(({ since }) => since.getTime()))),
    });
  }
  if (late(pulse.alertSince, now, patience.alerts)) {
    faults.push({
      code: 'alerts-ungathered',
      text: { zh: '有预警尚未归入事件。', en: 'Alerts have not been taken into incidents.' },
      since: pulse.alertSince,
    });
  }
  return faults;
}

/** Watches over clocks, workers and messages, outside the queue. */
export interface Watchdog {
  /** Tells that this process lives. */
  beat(process: string, role: string, startedAt: Date, roundAt: Date | null): Promise<void>;
  /** One look, by whichever process holds the lease; null where another does. New faults are told to administrators and leaders. */
  look(process: string): Promise<readonly WatchdogFault[] | null>;
  faults(): Promise<readonly WatchdogFault[]>;
}

export function createWatchdog({
  records,
  store,
  outbox,
  incidents,
  people,
  live,
  clock,
  loading,
}: WatchdogDeps): Watchdog {
  return {
    beat: (process, role, startedAt, roundAt) =>
      store.beat(records.read, { process, role, startedAt, at: clock.now(), roundAt }),
    faults: () => store.faults(records.read),
    async look(process) {
      const now = clock.now();
      if (!(await store.lease(records.read, process, now, new Date(now.getTime() + leaseMs)))) return null;
      const found = (await loading()) ? [] : faultsOf(await store.pulse(records.read, now), now);
      const fresh = await records.transaction(async (tx) => {
        const before = new Map((await store.faults(tx)).map((one) => [one.code, one]));
        const kept = found.map((one) => ({ ...one, since: before.get(one.code)?.since ?? one.since }));
        const news = kept.filter(({ code }) => !before.has(code));
        if (news.length > 0) {
          const told = (await people(tx)).filter(({ role }) => role === 'admin' || role === 'leader');
          const incidentId = await incidents.raiseFaults(
            tx,
            kept.map(({ text }) => text),
            told.filter(({ role }) => role === 'admin').map(({ id }) => id),
            now,
          );
          await outbox.put(
            tx,
            news.flatMap(({ code, text, since }) =>
              told.map(({ id }) => ({
                reason: `watchdog-${code}-${since.toISOString()}`,
                incidentId: String(incidentId),
                personId: id,
                tier: 'red' as const,
                region: null,
                title: '【系统】看门狗告警',
                text: text.zh,
                path: `/incidents/${incidentId}`,
                notBefore: now,
                groups: false,
              })),
            ),
          );
        }
        if (kept.length === 0 && before.size > 0) await incidents.endFaults(tx, now);
        await store.keepFaults(tx, kept, now);
        return { changed: news.length > 0 || before.size !== kept.length, kept };
      });
      if (fresh.changed) live.publish({ regions: [], message: { type: 'system', change: 'incidents' } });
      return fresh.kept;
    },
  };
}
