import { tierTotal } from '@miaotou/charts';
import type { Overview } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { agoText, Nothing, TierShape, TierTag, useSubjectName } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { alertsLink, unansweredState } from './links.js';

/** The way to all unanswered alerts; says how many of them are shown. */
export function AllUnanswered({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const total = tierTotal(overview.counts.unanswered);
  if (total === 0) return null;
  return (
    <DoorLink door="alerts" className="more" to={alertsLink({ state: unansweredState })}>
      {t('overview.more')} · {t('common.ofTotal', { shown: overview.unanswered.length, total })}
    </DoorLink>
  );
}

/** Alerts that nobody has signed for, as the server orders them. */
export function Unanswered({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const nameOf = useSubjectName();
  const say = useSay();
  const { language } = useLanguage();
  if (overview.unanswered.length === 0) return <Nothing>{t('overview.unansweredNone')}</Nothing>;
  return (
    <ul className="brief">
      {overview.unanswered.map((alert) => (
        <li key={alert.id}>
          <DoorLink door="alerts" to={`/alerts/${encodeURIComponent(alert.id)}`}>
            <span className="brief-head">
              <TierTag tier={alert.tier} />
              <strong>{nameOf(alert)}</strong>
              <time className="faint num" dateTime={alert.openedAt}>
                {agoText(alert.openedAt, Date.parse(overview.asOf), language)}
              </time>
            </span>
            <span className="brief-text">{say(alert.sentence)}</span>
          </DoorLink>
        </li>
      ))}
    </ul>
  );
}

/** Employers with the gravest and most live alerts. */
export function EmployersToWatch({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const say = useSay();
  if (overview.employersToWatch.length === 0) return <Nothing>{t('overview.noEmployerToWatch')}</Nothing>;
  return (
    <ul className="brief">
      {overview.employersToWatch.map((employer) => (
        <li key={employer.employerId}>
          <DoorLink door="employers" to={`/employers/${encodeURIComponent(employer.employerId)}`}>
            <span className="brief-head">
              <TierShape tier={employer.tier} />
              <span className="sr-only">{t(`tier.${employer.tier}`)}</span>
              <strong>{employer.name}</strong>
            </span>
          </DoorLink>
          <span className="brief-text">
            <span>{employer.region === '' ? t('common.unknownRegion') : say(employer.regionName)}</span>
            <DoorLink door="alerts" to={alertsLink({ employer: employer.employerId })}>
              {t('overview.employerAlerts', { count: employer.alerts })}
            </DoorLink>
            <span className="faint num">{employer.rules.join(' ')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Sources that have not delivered in time: what they would tell is not known. */
export function Blind({ blind, leftOut }: Pick<Overview, 'blind' | 'leftOut'>) {
  const { t } = useTranslation();
  const say = useSay();
  if (blind.length + leftOut.length === 0) return <p className="faint">{t('overview.blindNone')}</p>;
  return (
    <ul className="blind">
      {leftOut.map(({ source, layout, name, from, through }) => (
        <li key={`${layout} ${from}`}>
          <DoorLink door="imports" to="/imports/calendar">
            <strong>{say(name)}</strong>
            <span className="faint num">
              {t(`family.${source}`)} · {t('overview.leftOut', { from, through })}
            </span>
          </DoorLink>
        </li>
      ))}
      {blind.map(({ source, layout, name, silentCycles }) => (
        <li key={layout}>
          <DoorLink door="imports" to={`/imports/layouts#${layout}`}>
            <strong>{say(name)}</strong>
            <span className="faint">
              {t(`family.${source}`)} · {t('overview.silent', { count: Math.round(silentCycles * 10) / 10 })}
            </span>
          </DoorLink>
        </li>
      ))}
    </ul>
  );
}
