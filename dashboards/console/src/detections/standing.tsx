import type { DetectionSeries } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

/** What was judged of a period: by shape, word and, for the eye, colour. */
export function Standing({
  point: { alarm, abstained },
}: {
  readonly point: Pick<DetectionSeries['points'][number], 'alarm' | 'abstained'>;
}) {
  const { t } = useTranslation();
  if (alarm === true) {
    return <span className="standing worse">◆ {t('detections.standings.unusual')}</span>;
  }
  if (alarm === false) return <span className="standing">○ {t('detections.standings.usual')}</span>;
  return (
    <span className="standing faint">
      {t('detections.standings.none')}
      {abstained !== null && ` · ${t(`detections.abstained.${abstained}`)}`}
    </span>
  );
}
