import { useState } from 'react';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { InspectionChoices, InspectionDetail } from '@miaotou/contracts';
import { formatYuan } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, ReasonDialog, TierTag } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { assignable, AssignmentFields, type Assignment } from './assignment.js';
import { EndForm } from './end-form.js';
import { ChecklistItem } from './item.js';
import { useChoices, useInspection, useStep } from './queries.js';

function Facts({ inspection }: { readonly inspection: InspectionDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { office, person, dueDay, overdue, state, outcome, tier, campaign, alertId, incidentId } = inspection;
  return (
    <dl className="facts">
      <div>
        <dt>{t('inspections.standing')}</dt>
        <dd>
          {outcome === null ? t(`inspections.at.${state}`) : t(`inspections.outcome.${outcome}`)}{' '}
          {tier !== null && <TierTag tier={tier} />}
        </dd>
      </div>
      <div>
        <dt>{t('inspections.office')}</dt>
        <dd>
          {say(office.name)} {person !== null && `· ${person.displayName}`}
        </dd>
      </div>
      <div>
        <dt>{t('inspections.due')}</dt>
        <dd className={overdue ? 'num joint-late' : 'num'}>
          {dueDay} {overdue && t('inspections.state.overdue')}
        </dd>
      </div>
      <div>
        <dt>{t('common.region')}</dt>
        <dd>{say(inspection.regionName)}</dd>
      </div>
      <div>
        <dt>{t('inspections.from')}</dt>
        <dd>
          {campaign !== null && (
            <Link to={`/inspections?campaign=${campaign.id}&state=all`}>{campaign.title}</Link>
          )}
          {alertId !== null && (
            <DoorLink door="alerts" to={`/alerts/${alertId}`}>
              {t('inspections.alert', { id: alertId })}
            </DoorLink>
          )}{' '}
          {incidentId !== null && (
            <DoorLink door="incidents" to={`/incidents/${incidentId}`}>
              {t('inspections.incident', { id: incidentId })}
            </DoorLink>
          )}{' '}
          {inspection.reason}
        </dd>
      </div>
    </dl>
  );
}

function Result({ inspection }: { readonly inspection: InspectionDetail }) {
  const { t } = useTranslation();
  const { conclusion, companion, headcount, amountFen } = inspection;
  return (
    <section className="panel" aria-label={t('inspections.result')}>
      <h2>{t('inspections.result')}</h2>
      <p>{conclusion}</p>
      <p className="faint num">
        {headcount !== null && t('joint.persons', { count: headcount })}{' '}
        {amountFen !== null && formatYuan(amountFen)}{' '}
        {companion !== null && t('inspections.with', { name: companion.displayName })}
      </p>
    </section>
  );
}

type Asking = 'assign' | 'withdraw' | null;

function Handing({
  inspection,
  choices,
}: {
  readonly inspection: InspectionDetail;
  readonly choices: InspectionChoices;
}) {
  const { t } = useTranslation();
  const step = useStep(inspection.id);
  const [asking, setAsking] = useState<Asking>(null);
  const [assignment, setAssignment] = useState<Assignment>({
    officeId: inspection.office.id,
    personId: inspection.person?.id ?? null,
    dueDay: inspection.dueDay,
  });
  const done = {
    onSuccess: () => {
      setAsking(null);
    },
  };
  return (
    <div className="tool-row no-print">
      {(['assign', 'withdraw'] as const).map((one) => (
        <Button
          key={one}
          onClick={() => {
            setAsking(one);
          }}
        >
          {t(`inspections.${one}`)}
        </Button>
      ))}
      {asking !== null && (
        <ReasonDialog
          title={t(`inspections.${asking}`)}
          action={t(`inspections.${asking}`)}
          danger={asking === 'withdraw'}
          ready={asking === 'withdraw' || assignable(assignment)}
          pending={step.isPending}
          error={step.error}
          onClose={() => {
            setAsking(null);
          }}
          onDo={(reason) => {
            const { version } = inspection;
            step.mutate(
              asking === 'assign'
                ? { step: 'assign', version, reason, ...assignment }
                : { step: 'withdraw', version, reason },
              done,
            );
          }}
        >
          {asking === 'assign' && (
            <AssignmentFields value={assignment} choices={choices} onChange={setAssignment} />
          )}
        </ReasonDialog>
      )}
    </div>
  );
}

function Trail({ inspection }: { readonly inspection: InspectionDetail }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <details className="panel">
      <summary>{t('inspections.trail')}</summary>
      <ol className="check-trail">
        {inspection.events.map(({ at, by, kind, note }) => (
          <li key={`${at}:${kind}:${note}`}>
            <span className="num">{instantText(at, language)}</span> {by} {t(`inspections.event.${kind}`)}{' '}
            <span className="faint">{note}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function WithChoices({ inspection }: { readonly inspection: InspectionDetail }) {
  const { t } = useTranslation();
  const choices = useChoices();
  return (
    <Answer asked={choices} lines={4}>
      {(found) => (
        <>
          {inspection.may.work && (
            <section className="panel no-print" aria-label={t('inspections.end')}>
              <h2>{t('inspections.end')}</h2>
              <EndForm inspection={inspection} choices={found} />
            </section>
          )}
          {inspection.may.assign && <Handing inspection={inspection} choices={found} />}
        </>
      )}
    </Answer>
  );
}

function Inspection({ inspection }: { readonly inspection: InspectionDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { checklist, answers, may } = inspection;
  return (
    <>
      <h1>
        <DoorLink door="employers" to={`/employers/${inspection.employerId}`}>
          {inspection.employerName}
        </DoorLink>
      </h1>
      <Facts inspection={inspection} />
      {inspection.conclusion !== null && <Result inspection={inspection} />}
      <section className="panel" aria-label={say(checklist.name)}>
        <h2>
          {say(checklist.name)}{' '}
          <span className="num faint">
            {inspection.answered}/{inspection.items}
          </span>
        </h2>
        <ol className="check-list">
          {checklist.items.map((item) => (
            <ChecklistItem
              key={item.code}
              inspectionId={inspection.id}
              item={item}
              given={answers.find((one) => one.item === item.code)}
              may={may.work}
            />
          ))}
        </ol>
      </section>
      {(may.work || may.assign) && <WithChoices inspection={inspection} />}
      <Trail inspection={inspection} />
      <p className="inspection-signatures">{t('inspections.signatures')}</p>
    </>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const asked = useInspection(id);
  return (
    <div className="page">
      <Answer asked={asked} lines={12}>
        {(found) => <Inspection inspection={found} />}
      </Answer>
    </div>
  );
}
