import type { LiveMessage } from '@miaotou/contracts';
import { tierRank } from '@miaotou/domain';

export type AlertMessage = Extract<LiveMessage, { type: 'alert' }>;

const alertNouns = ['alerts', 'overview', 'ledger', 'rules', 'employer'] as const;

const nouns: Readonly<Record<LiveMessage['type'], readonly string[]>> = {
  alert: alertNouns,
  import: ['imports', 'layouts', 'names'],
  system: ['system'],
  message: ['messages'],
};

/** What a message makes old. Many alerts at once are told as one change of the system. */
export function madeOld(type: LiveMessage['type'], message: LiveMessage | null): readonly string[] {
  if (message?.type === 'system' && message.change === 'incidents') return ['incidents', ...alertNouns];
  return message?.type === 'system' && message.change === 'alerts' ? alertNouns : nouns[type];
}

/** Whether an alert is worth interrupting somebody: orange or red, newly opened or raised. */
export function calls({ tier, change }: AlertMessage): boolean {
  return tierRank(tier) >= 3 && (change === 'opened' || change === 'raised');
}
