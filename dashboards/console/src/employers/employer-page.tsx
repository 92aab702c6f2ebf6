import { useCallback, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { seriesOption, type ChartLook } from '@miaotou/charts';
import { EmployerDetailSchema, type EmployerDetail } from '@miaotou/contracts';
import { eventKinds, formatWan, formatYuan, tierRank, type EventKind } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Chart, DataList, dayText, Nothing, TierTag, type ListColumn } from '../parts/index.js';
import { DoorLink, useMay } from '../people/index.js';
import { EmployerMatters } from '../matters/index.js';
import { ReadingDrawer, ReadMark } from '../readings/index.js';
import { deliveredLink } from '../sources/index.js';
import { Identity } from './identity.js';

type Indicator = EmployerDetail['indicators'][number];
type Event = EmployerDetail['events'][number];

const isKind = (kind: string): kind is EventKind => (eventKinds as readonly string[]).includes(kind);

/** Money is kept in fen: a unit that says so is shown in yuan. */
function useValueText(unit: string): (value: number, short: boolean) => string {
  const { language } = useLanguage();
  return useCallback(
    (value: number, short: boolean) => {
      if (unit !== 'fen') return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
      const fen = Math.round(value);
      return short ? formatWan(fen, language) : formatYuan(fen);
    },
    [unit, language],
  );
}

function IndicatorChart({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useTranslation();
  const say = useSay();
  const valueText = useValueText(indicator.unit);
  const latest = indicator.points.findLast(({ value }) => value !== null);
  const name = say(indicator.name);
  const make = useCallback(
    (look: ChartLook) =>
      seriesOption(
        indicator.points,
        { period: (period) => period.slice(0, 7), value: (value) => valueText(value, true), small: true },
        look,
      ),
    [indicator, valueText],
  );
  return (
    <figure className="trend">
      <figcaption>
        <span>
          {name} <span className="faint">{indicator.code}</span>
        </span>
        <strong className="num">
          {latest === undefined || latest.value === null
            ? t('employer.noFigure')
            : valueText(latest.value, true)}
        </strong>
        {latest !== undefined && (
          <span className="faint num">{t('employer.latest', { period: latest.period.slice(0, 7) })}</span>
        )}
      </figcaption>
      <Chart make={make} label={name} />
    </figure>
  );
}

function useEventColumns(onRead: (eventId: string) => void): readonly ListColumn<Event>[] {
  const { t } = useTranslation();
  const mayRead = useMay('topics');
  const say = useSay();
  const { language } = useLanguage();
  return [
    {
      key: 'at',
      title: t('common.when'),
      width: '120px',
      head: true,
      cell: ({ occurredAt }) => <span className="num">{dayText(occurredAt, language)}</span>,
    },
    {
      key: 'kind',
      title: t('employer.events'),
      width: '130px',
      head: true,
      cell: ({ kind }) => (isKind(kind) ? t(`eventKind.${kind}`) : kind),
    },
    {
      key: 'summary',
      title: t('alerts.sentence'),
      cell: ({ summary, readingOf }) => (
        <>
          {say(summary)}{' '}
          {readingOf !== null && mayRead && (
            <button
              type="button"
              className="read-mark"
              onClick={() => {
                onRead(readingOf);
              }}
            >
              {t('reading.title')}
            </button>
          )}
        </>
      ),
    },
    {
      key: 'persons',
      title: t('overview.people'),
      width: '90px',
      align: 'end',
      cell: ({ persons, read }) => (
        <>
          <span className="num">{persons ?? '—'}</span> {read.includes('persons') && <ReadMark />}
        </>
      ),
    },
    {
      key: 'amount',
      title: '¥',
      width: '130px',
      align: 'end',
      cell: ({ amountFen, read }) => (
        <>
          <span className="num">{amountFen === null ? '—' : formatYuan(Math.round(amountFen))}</span>{' '}
          {read.includes('amountFen') && <ReadMark />}
        </>
      ),
    },
    {
      key: 'row',
      title: t('alerts.rows'),
      width: '120px',
      cell: ({ batchId, row }) => (
        <DoorLink door="delivered" to={deliveredLink(batchId, row)}>
          {t('employer.rowLink', { row })}
        </DoorLink>
      ),
    },
  ];
}

function Events({ events }: { readonly events: readonly Event[] }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<string | null>(null);
  const columns = useEventColumns(setReading);
  if (events.length === 0) return <Nothing>{t('employer.noEvents')}</Nothing>;
  return (
    <>
      <DataList
        label={t('employer.events')}
        items={events}
        columns={columns}
        rowKey={({ batchId, row, kind, occurredAt }) => `${batchId}:${row}:${kind}:${occurredAt}`}
      />
      <ReadingDrawer
        eventId={reading}
        onClose={() => {
          setReading(null);
        }}
      />
    </>
  );
}

function Employer({ employer }: { readonly employer: EmployerDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <h1>{employer.name}</h1>
      <dl className="facts">
        <div>
          <dt>{t('employer.uscc')}</dt>
          <dd className="num">{employer.uscc ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('common.region')}</dt>
          <dd>{employer.region === '' ? t('common.unknownRegion') : say(employer.regionName)}</dd>
        </div>
        <div>
          <dt>{t('employer.industry')}</dt>
          <dd>{employer.industry ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('employer.registration')}</dt>
          <dd>{t(`employer.standing.${employer.standing}`)}</dd>
        </div>
      </dl>
      <section className="panel" aria-label={t('employer.alerts')}>
        <h2>{t('employer.alerts')}</h2>
        {employer.alerts.length === 0 ? (
          <Nothing>{t('employer.noAlerts')}</Nothing>
        ) : (
          <ul className="brief">
            {employer.alerts
              .toSorted((a, b) => tierRank(b.tier) - tierRank(a.tier))
              .map((alert) => (
                <li key={alert.id}>
                  <Link to={`/alerts/${encodeURIComponent(alert.id)}`}>
                    <span className="brief-head">
                      <TierTag tier={alert.tier} />
                      <strong>{say(alert.ruleName)}</strong>
                      <span className="faint">{t(`state.${alert.state}`)}</span>
                    </span>
                    <span className="brief-text">{say(alert.sentence)}</span>
                  </Link>
                </li>
              ))}
          </ul>
        )}
      </section>
      <EmployerMatters employerId={employer.id} />
      <Identity employer={employer} />
      <section className="panel" aria-label={t('employer.indicators')}>
        <h2>{t('employer.indicators')}</h2>
        {employer.indicators.length === 0 ? (
          <Nothing>{t('employer.noIndicators')}</Nothing>
        ) : (
          <div className="indicators">
            {employer.indicators.map((indicator) => (
              <IndicatorChart key={indicator.code} indicator={indicator} />
            ))}
          </div>
        )}
      </section>
      <section className="panel" aria-label={t('employer.events')}>
        <h2>{t('employer.events')}</h2>
        <Events events={employer.events} />
      </section>
    </>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const employer = useQuery({
    queryKey: ['employer', id],
    queryFn: ({ signal }) =>
      http.request(EmployerDetailSchema, `/employers/${encodeURIComponent(id)}`, { signal }),
  });
  return (
    <div className="page">
      <Answer asked={employer} lines={14}>
        {(found) => <Employer employer={found} />}
      </Answer>
    </div>
  );
}
