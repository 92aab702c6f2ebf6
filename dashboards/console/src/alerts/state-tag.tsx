import type { AlertState } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';

/** Where an alert stands; the unanswered ones stand out. */
export function StateTag({ state }: { readonly state: AlertState }) {
  const { t } = useTranslation();
  return <span className={`state-tag state-${state}`}>{t(`state.${state}`)}</span>;
}
