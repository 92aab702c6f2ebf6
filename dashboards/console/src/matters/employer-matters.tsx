import { useState } from 'react';
import { Alert } from 'antd';
import { Link } from 'react-router';
import type { EmployerMatters as Told } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Answer, Nothing } from '../parts/index.js';
import { BeforeAndAfter } from './counts.js';
import { Decide, type Asked } from './decide.js';
import { Decisions } from './decisions.js';
import { useEmployerMatters } from './queries.js';
import { Reports, useReportName } from './reports.js';
import { TimeLine } from './time-line.js';

function Matters({ told }: { readonly told: Told }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { counts, matters, single, decisions, total } = told;
  const all = [...matters.flatMap(({ reports }) => reports), ...single];
  const nameOf = useReportName(all);
  if (all.length === 0) return <Nothing>{t('matters.noReports')}</Nothing>;
  return (
    <>
      <p>
        <BeforeAndAfter counts={counts} />
      </p>
      {total > all.length && <Alert type="info" showIcon title={t('matters.partly', { total })} />}
      {matters.length === 0 && <p className="faint">{t('matters.none')}</p>}
      {matters.map(({ id, reports, counts: own }) => (
        <article key={id} className="matter" aria-label={t('matters.number', { id })}>
          <h3>
            <Link to={`/matters/${id}`}>{t('matters.number', { id })}</Link> <BeforeAndAfter counts={own} />
          </h3>
          <TimeLine reports={reports} />
          <Reports
            label={t('matters.number', { id })}
            reports={reports}
            nameOf={nameOf}
            onApart={(eventId) => {
              setAsked({ do: 'apart', eventId });
            }}
          />
        </article>
      ))}
      {single.length > 0 && (
        <>
          <h3>{t('matters.single')}</h3>
          <Reports
            label={t('matters.single')}
            reports={single}
            nameOf={nameOf}
            {...(all.length > 1
              ? {
                  onJoin: (eventId: string) => {
                    setAsked({ do: 'join', eventId });
                  },
                }
              : {})}
          />
        </>
      )}
      <Decisions
        decisions={decisions}
        nameOf={nameOf}
        onUndo={(decisionId) => {
          setAsked({ do: 'undo', decisionId });
        }}
      />
      {asked !== null && (
        <Decide
          asked={asked}
          others={all}
          nameOf={nameOf}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

/** The employer page's section: its quarrels, and the reports that stand alone. */
export function EmployerMatters({ employerId }: { readonly employerId: string }) {
  const { t } = useTranslation();
  const told = useEmployerMatters(employerId);
  return (
    <section className="panel" aria-label={t('matters.title')}>
      <h2>{t('matters.title')}</h2>
      <p className="faint">{t('matters.about')}</p>
      <Answer asked={told} lines={6}>
        {(found) => <Matters told={found} />}
      </Answer>
    </section>
  );
}
