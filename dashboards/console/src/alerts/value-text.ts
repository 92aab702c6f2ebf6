import type { AlertDetail } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

/** A value as a rule saw it: null is "not known", never zero. */
export function useValueText(): (value: AlertDetail['features'][number]['value']) => string {
  const { t } = useTranslation();
  return (value) => {
    if (value === null) return t('alerts.unknownValue');
    if (typeof value === 'boolean') return t(value ? 'alerts.yes' : 'alerts.no');
    if (typeof value === 'string') return value;
    return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  };
}
