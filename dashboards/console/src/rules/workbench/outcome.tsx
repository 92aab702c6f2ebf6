import { useCallback } from 'react';
import { effectWeeksOption, tierTotal, type ChartLook } from '@miaotou/charts';
import type { Effect } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useSay, useTranslation } from '../../i18n/index.js';
import { Chart, DataList, TierShape, type ListColumn } from '../../parts/index.js';

type Side = Effect['published'];

const signed = (value: number): string =>
  value === 0
    ? '±0'
    : `${value > 0 ? '+' : '−'}${Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: 1 })}`;

/** What was, what would have been, and the difference. */
function Change({ before, after }: { readonly before: number; readonly after: number }) {
  const text = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  return (
    <span className="num change">
      <span className="faint">{text(before)}</span> → <strong>{text(after)}</strong>
      {before !== after && <span className="difference">{signed(Number((after - before).toFixed(1)))}</span>}
    </span>
  );
}

/** Alerts by tier and hours of work over the twelve months, in force and tried. */
export function Totals({ effect }: { readonly effect: Effect }) {
  const { t } = useTranslation();
  const { published, tried } = effect;
  return (
    <dl className="facts effect-totals">
      <div>
        <dt>{t('workbench.alerts')}</dt>
        <dd>
          <Change before={tierTotal(published.alerts)} after={tierTotal(tried.alerts)} />
        </dd>
      </div>
      {alertTiers.toReversed().map((tier) => (
        <div key={tier}>
          <dt>
            <TierShape tier={tier} /> {t(`tier.${tier}`)}
          </dt>
          <dd>
            <Change before={published.alerts[tier]} after={tried.alerts[tier]} />
          </dd>
        </div>
      ))}
      <div>
        <dt title={t('workbench.hoursMean', effect.hoursPerAlert)}>{t('workbench.hours')}</dt>
        <dd>
          <Change before={published.hours} after={tried.hours} />
        </dd>
      </div>
    </dl>
  );
}

export function Weeks({ effect }: { readonly effect: Effect }) {
  const { t } = useTranslation();
  const { weeks } = effect;
  const make = useCallback((look: ChartLook) => effectWeeksOption({ weeks }, look), [weeks]);
  return (
    <section className="panel" aria-label={t('workbench.weeks')}>
      <h2>{t('workbench.weeks')}</h2>
      <p className="faint">{t('workbench.weeksMean')}</p>
      <Chart make={make} label={t('workbench.weeks')} />
    </section>
  );
}

export function Towns({ effect }: { readonly effect: Effect }) {
  const { t } = useTranslation();
  const say = useSay();
  const grave = ({ alerts }: Side) => alerts.orange + alerts.red;
  const columns: readonly ListColumn<Effect['towns'][number]>[] = [
    { key: 'town', title: t('common.region'), head: true, cell: ({ name }) => say(name) },
    {
      key: 'alerts',
      title: t('workbench.alerts'),
      align: 'end',
      cell: ({ published, tried }) => (
        <Change before={tierTotal(published.alerts)} after={tierTotal(tried.alerts)} />
      ),
    },
    {
      key: 'grave',
      title: t('workbench.grave'),
      align: 'end',
      cell: ({ published, tried }) => <Change before={grave(published)} after={grave(tried)} />,
    },
    {
      key: 'hours',
      title: t('workbench.hours'),
      align: 'end',
      cell: ({ published, tried }) => <Change before={published.hours} after={tried.hours} />,
    },
  ];
  return (
    <section className="panel" aria-label={t('workbench.towns')}>
      <h2>{t('workbench.towns')}</h2>
      <p className="faint">{t('workbench.hoursMean', effect.hoursPerAlert)}</p>
      <DataList
        label={t('workbench.towns')}
        items={effect.towns}
        columns={columns}
        rowKey={({ region }) => region}
      />
    </section>
  );
}
