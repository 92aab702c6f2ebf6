import { useState } from 'react';
import { Alert } from 'antd';
import { useParams } from 'react-router';
import type { MatterDetail } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { BeforeAndAfter } from './counts.js';
import { Decide, type Asked } from './decide.js';
import { Decisions } from './decisions.js';
import { useMatter } from './queries.js';
import { Reports, useReportName } from './reports.js';
import { TimeLine } from './time-line.js';

function Left({ left }: { readonly left: MatterDetail['left'] }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  if (left.length === 0) return null;
  return (
    <>
      <h3>{t('matters.left')}</h3>
      <ul className="link-decisions">
        {left.map(({ eventId, channel, day, at, by, why }) => (
          <li key={`${eventId} ${at}`}>
            <span>
              {say(channel)} {day}
            </span>
            <span className="faint">
              {t(`matters.leftWhy.${why}`, { by })} · {instantText(at, language)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Matter({ matter }: { readonly matter: MatterDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { id, employerId, employerName, reports, left, decisions, counts, endedAt } = matter;
  const nameOf = useReportName([...reports, ...left]);
  return (
    <>
      <h1>{t('matters.of', { name: employerName })}</h1>
      <dl className="facts">
        <div>
          <dt>{t('matters.title')}</dt>
          <dd className="num">{t('matters.number', { id })}</dd>
        </div>
        <div>
          <dt>{t('matters.employer')}</dt>
          <dd>
            <DoorLink door="employers" to={`/employers/${encodeURIComponent(employerId)}`}>
              {employerName}
            </DoorLink>
          </dd>
        </div>
        <div>
          <dt>{t('common.region')}</dt>
          <dd>{say(matter.regionName)}</dd>
        </div>
        <div>
          <dt>{t('matters.span')}</dt>
          <dd className="num">{matter.from === matter.to ? matter.to : `${matter.from} – ${matter.to}`}</dd>
        </div>
        <div>
          <dt>{t('matters.counts')}</dt>
          <dd>
            <BeforeAndAfter counts={counts} />
          </dd>
        </div>
      </dl>
      {endedAt !== null && (
        <Alert type="info" showIcon title={t('matters.ended', { at: instantText(endedAt, language) })} />
      )}
      <section className="panel" aria-label={t('matters.reports')}>
        <h2>{t('matters.reports')}</h2>
        <p className="faint">{t('matters.about')}</p>
        <TimeLine reports={reports} />
        {reports.length > 0 && (
          <Reports
            label={t('matters.reports')}
            reports={reports}
            nameOf={nameOf}
            onApart={(eventId) => {
              setAsked({ do: 'apart', eventId });
            }}
          />
        )}
        <Left left={left} />
        <Decisions
          decisions={decisions}
          nameOf={nameOf}
          onUndo={(decisionId) => {
            setAsked({ do: 'undo', decisionId });
          }}
        />
      </section>
      {asked !== null && (
        <Decide
          asked={asked}
          others={reports}
          nameOf={nameOf}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const matter = useMatter(id);
  return (
    <div className="page">
      <Answer asked={matter} lines={12}>
        {(found) => <Matter matter={found} />}
      </Answer>
    </div>
  );
}
