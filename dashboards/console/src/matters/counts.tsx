import type { MatterCounts } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

/** The same numbers in few words, for a panel of the overview. */
export function BriefBeforeAndAfter({ counts }: { readonly counts: MatterCounts }) {
  const { t } = useTranslation();
  const { reports, matters, personTimes, persons } = counts;
  return (
    <span className="num">
      {t('matters.briefItems', { reports, matters })}{' '}
      {personTimes === null || persons === null
        ? t('matters.peopleUnknown')
        : t('matters.briefPeople', { personTimes, persons })}
    </span>
  );
}

/** Items and people, each before and after linking: neither number stands without the other. */
export function BeforeAndAfter({ counts }: { readonly counts: MatterCounts }) {
  const { t } = useTranslation();
  const { reports, matters, personTimes, persons } = counts;
  return (
    <span className="before-after num">
      <span>
        {t('matters.before', { reports })} → <strong>{t('matters.after', { matters })}</strong>
      </span>
      <span>
        {personTimes === null || persons === null ? (
          t('matters.peopleUnknown')
        ) : (
          <>
            {t('matters.peopleBefore', { count: personTimes })} →{' '}
            <strong>{t('matters.peopleAfter', { count: persons })}</strong>
          </>
        )}
      </span>
    </span>
  );
}
