import { Alert } from 'antd';
import { Link, useParams } from 'react-router';
import type { IncidentDetail } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, TierTag } from '../parts/index.js';
import { DoorLink, useMay } from '../people/index.js';
import { Countdown } from './countdown.js';
import { FiveOnes } from './five-ones.js';
import { Members } from './members.js';
import { PlanCard } from './plan-card.js';
import { Clocks, Decisions, Timeline, Told } from './proof.js';
import { useIncident, useTellRead } from './queries.js';
import { Steps } from './steps.js';

function Head({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const mayRaise = useMay('raiseInspections');
  const { offer, verdict } = incident;
  return (
    <header className={`alert-head edge edge-${incident.tier}`}>
      <div className="alert-marks">
        <TierTag tier={incident.tier} sense />
        <strong>{t(`incidentState.${incident.state}`)}</strong>
        {incident.clock !== null && <Countdown clock={incident.clock} />}
      </div>
      <h1>
        {incident.employerId === null ? (
          incident.title
        ) : (
          <DoorLink door="employers" to={`/employers/${encodeURIComponent(incident.employerId)}`}>
            {incident.title}
          </DoorLink>
        )}
      </h1>
      <p className="sentence">{say(incident.sentence)}</p>
      {mayRaise && incident.employerId !== null && (
        <p className="no-print">
          <Link
            to={`/inspections/new?employer=${encodeURIComponent(incident.employerId)}&incident=${incident.id}`}
          >
            {t('inspections.raise')}
          </Link>
        </p>
      )}
      {offer !== null && (
        <Alert
          type="info"
          showIcon
          title={t('incidents.offered', {
            by: offer.by.displayName,
            to: offer.to.displayName,
            note: offer.note,
          })}
        />
      )}
      {verdict !== null && (
        <p>
          {t('incidents.verdictIs', {
            verdict: t(`verdictKind.${verdict.kind}`),
            by: verdict.by.displayName,
            reason: verdict.reason,
          })}
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>{t('common.region')}</dt>
          <dd>{incident.region === '' ? t('common.unknownRegion') : say(incident.regionName)}</dd>
        </div>
        {incident.people !== null && (
          <div>
            <dt>{t('incidents.subject')}</dt>
            <dd>{t('incidents.people', { count: incident.people })}</dd>
          </div>
        )}
        <div>
          <dt>{t('incidents.holder')}</dt>
          <dd>{incident.holder?.displayName ?? t('incidents.nobody')}</dd>
        </div>
        <div>
          <dt>{t('incidents.level')}</dt>
          <dd>{t(`level.${incident.level}`)}</dd>
        </div>
        <div>
          <dt>{t('incidents.opened')}</dt>
          <dd className="num">{instantText(incident.openedAt, language)}</dd>
        </div>
      </dl>
    </header>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const incident = useIncident(id);
  useTellRead(id);
  return (
    <div className="page">
      <Answer asked={incident} lines={14}>
        {(detail) => (
          <>
            <Head incident={detail} />
            <Steps incident={detail} />
            <div className="two-columns">
              <div>
                <Members incident={detail} />
                <PlanCard incident={detail} />
                <FiveOnes incident={detail} />
                <Decisions incident={detail} />
              </div>
              <div>
                <Clocks incident={detail} />
                <Timeline incident={detail} />
                <Told incident={detail} />
              </div>
            </div>
          </>
        )}
      </Answer>
    </div>
  );
}
