import type { AlertDetail } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { instantText, Nothing, useStepText, TierTag } from '../parts/index.js';
import { StateTag } from './state-tag.js';

type Event = AlertDetail['history'][number];

function Step({ event }: { readonly event: Event }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const stepText = useStepText();
  return (
    <li>
      <time className="num faint" dateTime={event.at}>
        {instantText(event.at, language)}
      </time>
      <div>
        <strong>{stepText(event.kind)}</strong>
        {event.toTier !== null && event.toTier !== event.fromTier && <TierTag tier={event.toTier} />}
        {event.toState !== null && event.toState !== event.fromState && <StateTag state={event.toState} />}
        <span className="faint">{event.by === 'system' ? t('alerts.system') : event.by}</span>
      </div>
      {event.note !== null && <p>{event.note}</p>}
    </li>
  );
}

/** Everything that happened to the alert, newest first. */
export function History({ events }: { readonly events: readonly Event[] }) {
  const { t } = useTranslation();
  const ordered = events.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section className="panel" aria-label={t('alerts.history')}>
      <h2>{t('alerts.history')}</h2>
      {ordered.length === 0 ? (
        <Nothing>{t('alerts.historyNone')}</Nothing>
      ) : (
        <ol className="history">
          {ordered.map((event, at) => (
            <Step key={`${event.at}:${event.kind}:${at}`} event={event} />
          ))}
        </ol>
      )}
    </section>
  );
}
