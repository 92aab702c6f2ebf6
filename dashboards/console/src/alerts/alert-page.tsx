import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { AlertDetail } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, TierTag, useSubjectName } from '../parts/index.js';
import { DoorLink, useMay } from '../people/index.js';
import { Evidence } from './evidence.js';
import { EvidenceTree, WhyNot } from './evidence-tree.js';
import { History } from './history.js';
import { useAlert } from './queries.js';
import { RowsDrawer } from './rows-drawer.js';
import { StateTag } from './state-tag.js';

function Head({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const nameOf = useSubjectName();
  return (
    <header className={`alert-head edge edge-${alert.tier}`}>
      <div className="alert-marks">
        <TierTag tier={alert.tier} sense />
        <StateTag state={alert.state} />
        <span className="faint">{t(`subject.${alert.subjectKind}`)}</span>
        <Link to={`/rules/${alert.ruleId}`}>
          {alert.ruleId} {say(alert.ruleName)}
        </Link>
      </div>
      <h1>
        {alert.employerId === null ? (
          nameOf(alert)
        ) : (
          <DoorLink door="employers" to={`/employers/${encodeURIComponent(alert.employerId)}`}>
            {nameOf(alert)}
          </DoorLink>
        )}
      </h1>
      <p className="sentence">{say(alert.sentence)}</p>
      {alert.standing !== null && <p className="faint">{say(alert.standing)}</p>}
      <dl className="facts">
        <div>
          <dt>{t('common.region')}</dt>
          <dd>{alert.region === '' ? t('common.unknownRegion') : say(alert.regionName)}</dd>
        </div>
        <div>
          <dt>{t('alerts.opened')}</dt>
          <dd className="num">{instantText(alert.openedAt, language)}</dd>
        </div>
        {alert.knowableSince !== null && (
          <div>
            <dt title={t('alerts.knowableHint')}>{t('alerts.knowable')}</dt>
            <dd className="num">{instantText(alert.knowableSince, language)}</dd>
          </div>
        )}
        <div>
          <dt>{t('alerts.since')}</dt>
          <dd className="num">{instantText(alert.tierSince, language)}</dd>
        </div>
        <div>
          <dt>{t('alerts.lastSignal')}</dt>
          <dd className="num">{instantText(alert.lastSignalAt, language)}</dd>
        </div>
        <div>
          <dt>{t('alerts.peak')}</dt>
          <dd>
            <TierTag tier={alert.peakTier} />
          </dd>
        </div>
        {alert.closeReason !== null && (
          <div>
            <dt>{t('alerts.closeReason')}</dt>
            <dd>{alert.closeReason}</dd>
          </div>
        )}
      </dl>
    </header>
  );
}

/** The way to the incident, in which the alert is acted on. */
function Response({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const mayRaise = useMay('raiseInspections');
  return (
    <section className="actions" aria-label={t('alerts.actions')}>
      {alert.incidentId === null ? (
        <span className="faint">{t('alerts.noIncident')}</span>
      ) : (
        <Link className="button-link" to={`/incidents/${encodeURIComponent(alert.incidentId)}`}>
          {t('alerts.toIncident', { id: alert.incidentId })}
        </Link>
      )}
      {mayRaise && alert.employerId !== null && (
        <Link to={`/inspections/new?employer=${encodeURIComponent(alert.employerId)}&alert=${alert.id}`}>
          {t('inspections.raise')}
        </Link>
      )}
    </section>
  );
}

function Plan({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="panel" aria-label={t('alerts.plan')}>
      <h2>
        {t('alerts.plan')} · {say(alert.plan.name)}
      </h2>
      <ol className="steps">
        {alert.plan.steps.map((step) => (
          <li key={step.zh}>{say(step)}</li>
        ))}
      </ol>
      {alert.legalBasis.length > 0 && (
        <>
          <h3>{t('alerts.basis')}</h3>
          <ul className="basis">
            {alert.legalBasis.map(({ ref, text }) => (
              <li key={ref}>
                {ref}
                {text !== undefined && ` · ${say(text)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const alert = useAlert(id);
  const [feature, setFeature] = useState<AlertDetail['features'][number] | null>(null);
  return (
    <div className="page">
      <Answer asked={alert} lines={14}>
        {(detail) => (
          <>
            <Head alert={detail} />
            <Response alert={detail} />
            <div className="two-columns">
              <div>
                <Evidence alert={detail} onRows={setFeature} />
                <EvidenceTree alert={detail} />
                {detail.whyNot !== null && <WhyNot whyNot={detail.whyNot} />}
                <Plan alert={detail} />
              </div>
              <History events={detail.history} />
            </div>
            <RowsDrawer
              alertId={detail.id}
              feature={feature}
              onClose={() => {
                setFeature(null);
              }}
            />
          </>
        )}
      </Answer>
    </div>
  );
}
