import type { DetectionPage } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { instantText } from '../parts/index.js';

/** How many series could not be judged. */
export function abstainedOf(judged: NonNullable<DetectionPage['judged']>): number {
  return judged.abstentions.reduce((sum, { series }) => sum + series, 0);
}

/** What the newest run looked at, what it found, and what it could not judge. */
export function Summary({ page: { judged, falseAlarms } }: { readonly page: DetectionPage }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  if (judged === null) return null;
  const { from, through, series, alarms, method, judgedAt, abstentions } = judged;
  return (
    <section className="panel detection-summary" aria-label={t('detections.standing')}>
      <p>
        <strong>
          {t('detections.judged', { from, through, series, alarms, abstained: abstainedOf(judged) })}
        </strong>
      </p>
      <p className="faint">
        {t('detections.judgedBy', {
          method: say(method.name),
          version: method.version,
          at: instantText(judgedAt, language),
        })}
        {' · '}
        {say(falseAlarms)}
      </p>
      {abstentions.length > 0 && (
        <details>
          <summary>{t('detections.abstentions')}</summary>
          <ul>
            {abstentions.map(({ reason, series: count, detail }) => (
              <li key={reason}>
                <span className="num">{t('detections.abstainedOf', { count })}</span> · {say(detail)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
