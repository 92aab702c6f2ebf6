import { dayOf, tierNames } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { Alert } from './alert.js';
import { holdOf } from './hold.js';
import type { TierLevels } from './hold.js';

const closings: Readonly<Record<string, Bilingual>> = {
  'cleared-for-hold': {
    zh: '信号消失满保持期，系统已解除。',
    en: 'The signal stayed away for the whole hold time, so the system closed the alert.',
  },
  'cleared-at-once': {
    zh: '来源已恢复报送，系统已解除。',
    en: 'The source has delivered again, so the system closed the alert.',
  },
  'source-paused': {
    zh: '管理员已暂停该来源的报送要求，系统已解除；恢复后如仍未报送，将再次预警。',
    en: 'The source is waited for no more, so the system closed the alert; once it is waited for again, silence raises a new one.',
  },
  'proceeding-over': {
    zh: '所计期限的程序已办结或撤销，系统已解除。',
    en: 'The proceeding whose deadline was watched is over or was taken back, so the system closed the alert.',
  },
};

/** Why an alert still stands though its signal eased, or who closed it where no person did; null for neither. */
export function standingText(
  alert: Pick<Alert, 'tier' | 'subjectKind' | 'easedSince' | 'easedTier' | 'closedAt' | 'closeReason'>,
  levels: TierLevels,
): Bilingual | null {
  if (alert.closedAt !== null) return closings[alert.closeReason ?? ''] ?? null;
  if (alert.easedSince === null) return null;
  const since = dayOf(alert.easedSince);
  const tier = alert.easedTier === null ? null : tierNames[alert.easedTier];
  const eased = {
    zh: tier === null ? `自${since}起已无信号` : `自${since}起信号减弱为${tier.zh}`,
    en:
      tier === null
        ? `No signal since ${since}`
        : `The signal has been down to ${tier.en.toLowerCase()} since ${since}`,
  };
  const hold = holdOf(levels, alert.tier, alert.subjectKind);
  return hold === null
    ? {
        zh: `${eased.zh}。红色预警不会自动降级，须由专班书面决定：请领导在所属事件中写明理由后降级或核销。`,
        en: `${eased.en}. A red alert is never lowered by itself: it waits for the joint team's written decision, which a leader enters in its incident.`,
      }
    : {
        zh: `${eased.zh}，满${hold}天后自动${tier === null ? '解除' : '降级'}。`,
        en: `${eased.en}; after ${hold} days it is ${tier === null ? 'closed' : 'lowered'} by itself.`,
      };
}
