import type { RuleRow } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

/** Whether a rule judges, in one word. */
export function StandingTag({ rule }: { readonly rule: Pick<RuleRow, 'standing'> }) {
  const { t } = useTranslation();
  return <span className={`state-tag rule-${rule.standing}`}>{t(`rules.standing.${rule.standing}`)}</span>;
}
