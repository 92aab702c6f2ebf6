import type { IncidentDetail } from '@miaotou/contracts';
import { API } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { instantText, Nothing } from '../parts/index.js';

/** Further from the server's time than this, the device's own is told. */
const clockMs = 120_000;

/** Every stamped step of the incident, newest first. */
export function Timeline({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  return (
    <section className="panel" aria-label={t('incidents.timeline')}>
      <h2>{t('incidents.timeline')}</h2>
      <ol className="history">
        {incident.entries.toReversed().map((entry) => (
          <li key={entry.id}>
            <time className="num faint" dateTime={entry.at}>
              {instantText(entry.at, language)}
            </time>
            <div>
              <strong>{say(entry.text)}</strong>
              {entry.toState !== null && entry.toState !== entry.fromState && (
                <span>{t(`incidentState.${entry.toState}`)}</span>
              )}
              <span className="faint">
                {entry.by?.displayName ?? t('incidents.system')}
                {entry.device !== null && ` · ${t(`device.${entry.device}`)}`}
              </span>
            </div>
            {entry.kind === 'photo' && (
              <img
                className="scene-photo"
                loading="lazy"
                src={`${API}/incidents/${encodeURIComponent(incident.id)}/photos/${entry.reason}`}
                alt={say(entry.text)}
              />
            )}
            {entry.note !== null && <p className="as-sent">{entry.note}</p>}
            {entry.place !== null && <p className="faint">{t('incidents.place', { place: entry.place })}</p>}
            {entry.deviceAt !== null &&
              Math.abs(Date.parse(entry.deviceAt) - Date.parse(entry.at)) > clockMs && (
                <p className="faint">
                  {t('incidents.deviceClock', { at: instantText(entry.deviceAt, language) })}
                </p>
              )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was decided about telling people, with the named reason of each stage. */
export function Decisions({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  return (
    <section className="panel" aria-label={t('incidents.decisions')}>
      <h2>{t('incidents.decisions')}</h2>
      {incident.decisions.length === 0 ? (
        <Nothing>{t('incidents.noDecisions')}</Nothing>
      ) : (
        <ul className="plain decisions">
          {incident.decisions.map(({ at, stage, reason, text }, index) => (
            <li key={`${at}:${stage}:${reason}:${index}`}>
              <span className="faint num">{instantText(at, language)}</span>{' '}
              <strong>{t(`pipelineStage.${stage}`)}</strong> {say(text)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Who was called on which rung, and the messages as they went out. */
export function Told({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <section className="panel" aria-label={t('incidents.called')}>
      <h2>{t('incidents.called')}</h2>
      {incident.called.length === 0 ? (
        <Nothing>{t('incidents.noCalled')}</Nothing>
      ) : (
        <ul className="plain">
          {incident.called.map(({ level, person, at }) => (
            <li key={person.id}>
              {person.displayName}{' '}
              <span className="faint">
                {t(`level.${level}`)} · <span className="num">{instantText(at, language)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>{t('incidents.messages')}</h3>
      {incident.messages.length === 0 ? (
        <p className="faint">{t('incidents.noMessages')}</p>
      ) : (
        <ul className="plain">
          {incident.messages.map((one, index) => (
            <li key={`${one.createdAt}:${index}`}>
              {one.person?.displayName} <span className="faint">{one.channel}</span>
              <p className="as-sent">{one.text}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Every clock with its basis. */
export function Clocks({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const clocks = incident.clocks.toReversed();
  return (
    <section className="panel" aria-label={t('incidents.clocks')}>
      <h2>{t('incidents.clocks')}</h2>
      {clocks.length === 0 && (
        <p className="faint">{t(incident.startedAt === null ? 'incidents.history' : 'incidents.noClocks')}</p>
      )}
      <ul className="plain">
        {clocks.map((clock, index) => (
          <li key={`${clock.kind}:${clock.startedAt}:${index}`}>
            <strong>{t(`clockKind.${clock.kind}`)}</strong> {t(`clockState.${clock.state}`)} ·{' '}
            {t('incidents.due', { at: instantText(clock.dueAt, language) })}
            <p className="faint">
              {say(clock.basis)}
              {clock.provisional && ` · ${t('incidents.provisional')}`}
              {clock.nextAt !== null &&
                ` · ${t('incidents.nextCall', { at: instantText(clock.nextAt, language) })}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
