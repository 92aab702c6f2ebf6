import type { Bilingual } from '@miaotou/domain';
import type { SendOutcome } from '@miaotou/engine';

interface Details {
  readonly again: boolean;
  readonly answer?: string;
  readonly restMs?: number | null;
  readonly gone?: readonly string[];
  readonly cause?: unknown;
}

/** Why a try failed, as it becomes the outcome of the message. */
export class ChannelFault extends Error {
  override readonly name = 'ChannelFault';
  readonly text: Bilingual;
  constructor(
    readonly code: string,
    zh: string,
    en: string,
    readonly details: Details,
  ) {
    super(`${code}: ${en}`, { cause: details.cause });
    this.text = { zh, en };
  }
}

export const sentOutcome = (
  answer: string,
  delivered = false,
  gone: readonly string[] = [],
): SendOutcome => ({
  sent: true,
  delivered,
  answer,
  gone,
});

/** Runs a try; its known faults become outcomes. */
export async function outcomeOf(work: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChannelFault)) throw error;
    const { again, answer = '', restMs = null, gone = [] } = error.details;
    return { sent: false, code: error.code, text: error.text, answer, again, restMs, gone };
  }
}
