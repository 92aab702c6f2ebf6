import type { AlertTier } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** What a person is to be told, whatever the channel. Names employer, place, number of people and reason, never a worker. */
export interface Notice {
  /** Why: the same reason reaches the same person on the same channel once, however often it is put. */
  readonly reason: string;
  readonly incidentId: string | null;
  /** Id of the user; null for groups alone. */
  readonly personId: string | null;
  readonly tier: AlertTier;
  /** Region concerned, by which groups are chosen; null for the whole deployment. */
  readonly region: string | null;
  /** Chinese, as it will stand in the message. */
  readonly title: string;
  readonly text: string;
  /** Page of the console that it leads to, e.g. /respond/17. */
  readonly path: string;
  /** Not sent before. */
  readonly notBefore: Date;
  /** Also told to the groups that take this tier and region, once for the reason whoever else gets it. */
  readonly groups: boolean;
}

/** Where decisions leave what is to be told. Written in the transaction of the decision: both hold or neither. */
export interface Outbox {
  /** Chooses the channels by tier and the person's wishes. The inbox in the console always has the notice. */
  put(tx: Executor, notices: readonly Notice[]): Promise<void>;
  /** Takes back what has not gone out yet of an incident, all of it or the named reasons; what was sent stays. */
  withdraw(tx: Executor, incidentId: string, reasons?: readonly string[]): Promise<void>;
}

/** A step of one message, as proof: told to whoever keeps the incident's clock, in the transaction that writes it down. */
export interface MessageProgress {
  readonly messageId: number;
  readonly reason: string;
  readonly incidentId: string | null;
  readonly personId: string | null;
  readonly channel: string;
  readonly step: 'sent' | 'delivered' | 'read' | 'given-up';
  readonly at: Date;
  /** Title and text exactly as they were sent. */
  readonly title: string;
  readonly text: string;
}

/** Hears of the steps of messages. */
export interface MessageListener {
  progressed(tx: Executor, steps: readonly MessageProgress[]): Promise<void>;
}
