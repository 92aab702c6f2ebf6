import { useRef } from 'react';
import { App, Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { IncidentDetail } from '@miaotou/contracts';
import { tierRank } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, Forbidden, TierTag, instantText } from '../parts/index.js';
import { useMay, useSession } from '../people/index.js';
import { ClockLine } from './clock.js';
import { Contacts } from './contacts.js';
import { Notes } from './notes.js';
import { useIncident, useNoteSender, useStep } from './queries.js';
import { useOnline } from './online.js';

/** Steps that one tap takes, in the order of a response; the others are for the desk. */
const tapped = ['take', 'sign', 'verify', 'arrive', 'plan', 'report', 'resolve'] as const;
const shownSteps = 2;

/** What can be done now, always under the thumb. */
function Actions({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const step = useStep(incident.id);
  const online = useOnline();
  // One key for one state of the page: a double tap, or a tap repeated after the line broke, counts once.
  const keys = useRef(new Map<string, string>());
  const open = tapped.filter((one) => incident.steps.includes(one) && one !== 'report' && one !== 'resolve');
  const first = open[0] ?? tapped.find((one) => incident.steps.includes(one));
  if (first === undefined && step.error === null) return null;
  const tap = (which: (typeof tapped)[number]) => {
    const at = `${which} ${incident.version}`;
    const key = keys.current.get(at) ?? crypto.randomUUID();
    keys.current.set(at, key);
    step.mutate(
      { step: which, version: incident.version, key, deviceAt: new Date().toISOString() },
      { onSuccess: () => void message.success(t('respond.done')) },
    );
  };
  return (
    <div className="respond-actions">
      {step.error !== null && <Fault error={step.error} />}
      {first !== undefined && (
        <Button
          type="primary"
          size="large"
          block
          disabled={!online}
          loading={step.isPending}
          onClick={() => {
            tap(first);
          }}
        >
          {t(`respond.step.${first}`)}
        </Button>
      )}
    </div>
  );
}

function Plan({ plan }: Pick<IncidentDetail, 'plan'>) {
  const { t } = useTranslation();
  const say = useSay();
  if (plan.steps.length === 0) return null;
  const [head, rest] = [plan.steps.slice(0, shownSteps), plan.steps.slice(shownSteps)];
  return (
    <section className="respond-part" aria-label={t('respond.next')}>
      <h2>
        {t('respond.next')} <span className="faint">{say(plan.name)}</span>
      </h2>
      <ol>
        {head.map((one) => (
          <li key={one.zh}>{say(one)}</li>
        ))}
      </ol>
      {rest.length > 0 && (
        <details>
          <summary>{t('respond.moreSteps', { count: rest.length })}</summary>
          <ol start={head.length + 1}>
            {rest.map((one) => (
              <li key={one.zh}>{say(one)}</li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function Screen({
  incident,
  at,
  userId,
}: {
  readonly incident: IncidentDetail;
  readonly at: number;
  readonly userId: string;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const online = useOnline();
  const { title, tier, regionName, people, holder, clocks, members } = incident;
  const running = clocks
    .filter(({ state }) => state === 'running')
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const reasons = members.toSorted((a, b) => tierRank(b.tier) - tierRank(a.tier)).slice(0, 3);
  return (
    <>
      {!online && (
        <p className="respond-offline" role="status">
          {t('respond.offline', { time: instantText(new Date(at).toISOString(), language) })}
        </p>
      )}
      <div className="respond-head">
        <TierTag tier={tier} sense />
      </div>
      <h1>{title}</h1>
      <p className="respond-where">
        {say(regionName)} ·{' '}
        {people === null ? t('respond.peopleUnknown') : t('respond.people', { count: people })}
      </p>
      {running[0] !== undefined && <ClockLine clock={running[0]} basis />}
      <p className="faint">
        {holder === null ? t('respond.nobody') : t('respond.holder', { name: holder.displayName })}
      </p>
      <section className="respond-part" aria-label={t('respond.why')}>
        <h2>{t('respond.why')}</h2>
        <ul>
          {reasons.map(({ alertId, sentence }) => (
            <li key={alertId}>{say(sentence)}</li>
          ))}
        </ul>
      </section>
      <Plan plan={incident.plan} />
      <Contacts incidentId={incident.id} />
      <Notes userId={userId} incidentId={incident.id} />
      <Actions incident={incident} />
    </>
  );
}

function Loaded({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const incident = useIncident(id);
  useNoteSender(userId);
  return (
    <div className="page respond">
      <Link to="/respond">← {t('respond.back')}</Link>
      <Answer asked={incident} lines={8}>
        {(detail) => <Screen incident={detail} at={incident.dataUpdatedAt} userId={userId} />}
      </Answer>
    </div>
  );
}

/** One incident in the hand of the one who responds: what, where, how bad, why, how long, and the next step. */
export function Component() {
  const session = useSession().data;
  if (!useMay('respond')) return <Forbidden />;
  return session == null ? null : <Loaded userId={session.user.id} />;
}
