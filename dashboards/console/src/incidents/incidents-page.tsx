import { Link } from 'react-router';
import type { IncidentRow } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import {
  agoText,
  Choices,
  FilterBar,
  instantText,
  PageList,
  RegionSelect,
  TextFilter,
  TierShape,
  TierTag,
  useUrlFilters,
  type ListColumn,
} from '../parts/index.js';
import { askedSlots, useTiersInUse, useTierScheme } from '../tiers/index.js';
import { Countdown } from './countdown.js';
import { useIncidents } from './queries.js';
import { IncidentTabs } from './tabs.js';

function useColumns(): readonly ListColumn<IncidentRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  return [
    {
      key: 'tier',
      title: t('common.tier'),
      width: '92px',
      head: true,
      cell: ({ tier }) => <TierTag tier={tier} />,
    },
    {
      key: 'subject',
      title: t('incidents.subject'),
      head: true,
      cell: (row) => (
        <div className="alert-cell">
          <Link to={`/incidents/${encodeURIComponent(row.id)}`}>{row.title}</Link>
          <div>{say(row.sentence)}</div>
          <span className="faint">
            {row.region === '' ? t('common.unknownRegion') : say(row.regionName)} ·{' '}
            {t('incidents.alerts', { count: row.alerts })}
          </span>
        </div>
      ),
    },
    {
      key: 'clock',
      title: t('incidents.clock'),
      width: '20%',
      cell: ({ clock }) =>
        clock === null ? (
          <span className="faint">{t('incidents.noClock')}</span>
        ) : (
          <Countdown clock={clock} />
        ),
    },
    {
      key: 'state',
      title: t('common.status'),
      width: '120px',
      cell: ({ state }) => t(`incidentState.${state}`),
    },
    {
      key: 'holder',
      title: t('incidents.holder'),
      width: '12%',
      cell: ({ holder, office }) => (
        <>
          {holder?.displayName ?? <span className="faint">{t('incidents.nobody')}</span>}
          {office !== null && <div className="faint">{say(office)}</div>}
        </>
      ),
    },
    {
      key: 'opened',
      title: t('incidents.opened'),
      width: '150px',
      align: 'end',
      cell: ({ openedAt }) => (
        <time className="num" dateTime={openedAt}>
          {instantText(openedAt, language)}
          <br />
          <span className="faint">{agoText(openedAt, Date.now(), language)}</span>
        </time>
      ),
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const view = filters.get('view') === '' ? 'mine' : filters.get('view');
  const state = filters.get('state') === '' ? 'live' : filters.get('state');
  const incidents = useIncidents(filters.params.toString());
  const columns = useColumns();
  const scheme = useTierScheme();
  const tiers = useTiersInUse();
  const one = (value: string, before: string) =>
    value
      .split(',')
      .filter((item) => item !== '' && item !== before)
      .at(-1) ?? before;
  return (
    <div className="page">
      <h1>{t('incidents.title')}</h1>
      <IncidentTabs />
      <FilterBar count={['tier', 'region', 'q'].filter((name) => filters.get(name) !== '').length}>
        <Choices
          label={t('incidents.view')}
          value={view}
          options={(['mine', 'office', 'all'] as const).map((value) => ({
            value,
            label: t(`incidents.${value}`),
          }))}
          onChange={(to) => {
            filters.set({ view: one(to, view) });
          }}
        />
        <Choices
          label={t('common.status')}
          value={state}
          options={[
            { value: 'live', label: t('incidents.live') },
            { value: 'overdue', label: t('incidents.overdue') },
            { value: 'closed', label: t('incidents.closed') },
            { value: 'all', label: t('incidents.everything') },
          ]}
          onChange={(to) => {
            filters.set({ state: one(to, state) });
          }}
        />
        <Choices
          label={t('common.tier')}
          value={filters.get('tier')}
          options={tiers.map((tier) => ({
            value: tier,
            label: (
              <>
                <TierShape tier={tier} /> {t(`tier.${tier}`)}
              </>
            ),
          }))}
          onChange={(to) => {
            filters.set({ tier: askedSlots(to, scheme) });
          }}
        />
        <RegionSelect
          value={filters.get('region')}
          onChange={(region) => {
            filters.set({ region });
          }}
        />
        <TextFilter label={t('alerts.keyword')} name="q" filters={filters} />
      </FilterBar>
      <PageList
        asked={incidents}
        filters={filters}
        empty={t(view === 'mine' && state === 'live' ? 'incidents.emptyMine' : 'incidents.empty')}
        label={t('incidents.title')}
        columns={columns}
        rowKey={({ id }) => id}
        rowClass={({ tier }) => `edge edge-${tier}`}
      />
    </div>
  );
}
