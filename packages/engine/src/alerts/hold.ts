import { holdDays } from '@miaotou/domain';
import type { AlertTier, SubjectKind } from '@miaotou/domain';

/**
 * Days that an alert must stay quiet before it is lowered; null where only a written decision lowers it. A silent source
 * endangers nobody, and its delivery settles the matter: no days.
 */
export function holdOf(tier: AlertTier, subjectKind: SubjectKind): number | null {
  return subjectKind === 'source' ? 0 : holdDays(tier);
}
