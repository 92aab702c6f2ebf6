import type { EmployerTwins } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';

/** How much speaks for a candidate, and each reason for it. */
export function Reasons({ candidate }: { readonly candidate: EmployerTwins['twins'][number] }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <span className="reasons">
      <span className="num">{t('names.score', { score: candidate.score })}</span>
      {candidate.reasons.map(({ code, text }) => (
        <span key={code} className="state-tag">
          {say(text)}
        </span>
      ))}
    </span>
  );
}
