import type { ValueChange } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

/** What a change does, in a few words. */
export function useChangeText(): (change: ValueChange) => string {
  const { t } = useTranslation();
  return (change) => {
    switch (change.kind) {
      case 'replace':
        return change.to === '' ? t('quarantine.emptyText') : change.to;
      case 'times':
        return `× ${change.factor}`;
      case 'shift-days':
        return t('quarantine.daysText', { days: change.days });
      case 'strip':
        return t('quarantine.stripped', { text: change.text });
    }
  };
}
