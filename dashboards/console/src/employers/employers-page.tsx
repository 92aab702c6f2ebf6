import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { EmployerPageSchema, type EmployerRow } from '@miaotou/contracts';
import { slotsShownAs } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';
import {
  ChoiceFilter,
  FilterBar,
  RegionSelect,
  TextFilter,
  TierTag,
  useUrlFilters,
  type ListColumn,
  type UrlFilters,
  PageList,
} from '../parts/index.js';
import { useTiersInUse, useTierScheme } from '../tiers/index.js';
import { DoorLink } from '../people/index.js';

const filterNames = ['q', 'region', 'standing', 'tier'] as const;

function EmployerFilters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const scheme = useTierScheme();
  const tiers = useTiersInUse();
  const set = filterNames.filter((name) => filters.get(name) !== '');
  return (
    <FilterBar count={set.length}>
      <TextFilter label={t('employers.search')} name="q" filters={filters} />
      <RegionSelect
        value={filters.get('region')}
        onChange={(region) => {
          filters.set({ region });
        }}
      />
      <ChoiceFilter
        name="standing"
        label={t('employers.standing')}
        options={(['registered', 'named'] as const).map((value) => ({
          value,
          label: t(`employer.standing.${value}`),
        }))}
        width={160}
        filters={filters}
      />
      <ChoiceFilter
        name="tier"
        label={t('employers.tierNow')}
        options={tiers.map((slot) => ({
          value: slotsShownAs(slot, scheme).join(','),
          label: t(`tier.${slot}`),
        }))}
        width={160}
        filters={filters}
      />
      <div className="filter-end">
        {set.length > 0 && (
          <Button type="link" onClick={filters.clear}>
            {t('common.clear')}
          </Button>
        )}
      </div>
    </FilterBar>
  );
}

function useColumns(): readonly ListColumn<EmployerRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'tier',
      title: t('employers.tierNow'),
      width: '104px',
      head: true,
      cell: ({ tier }) =>
        tier === null ? <span className="faint">{t('employers.none')}</span> : <TierTag tier={tier} />,
    },
    {
      key: 'name',
      title: t('employers.name'),
      head: true,
      cell: ({ id, name, foundAs }) => (
        <div className="alert-cell">
          <Link to={`/employers/${encodeURIComponent(id)}`}>{name}</Link>
          {foundAs !== null && <div className="faint">{t('employers.foundAs', { name: foundAs })}</div>}
        </div>
      ),
    },
    {
      key: 'uscc',
      title: t('employer.uscc'),
      width: '200px',
      cell: ({ uscc }) => <span className="num">{uscc ?? '—'}</span>,
    },
    {
      key: 'region',
      title: t('common.region'),
      width: '14%',
      cell: ({ region, regionName }) => (region === '' ? t('common.unknownRegion') : say(regionName)),
    },
    {
      key: 'standing',
      title: t('employers.standing'),
      width: '120px',
      cell: ({ standing }) => t(`employer.standing.${standing}`),
    },
    {
      key: 'alerts',
      title: t('employers.liveAlerts'),
      width: '110px',
      align: 'end',
      cell: ({ id, alerts }) =>
        alerts === 0 ? (
          <span className="num faint">0</span>
        ) : (
          <DoorLink door="alerts" to={`/alerts?employer=${encodeURIComponent(id)}`} className="num">
            {alerts}
          </DoorLink>
        ),
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const search = filters.params.toString();
  const columns = useColumns();
  const employers = useQuery({
    queryKey: ['employers', search],
    queryFn: ({ signal }) => http.request(EmployerPageSchema, `/employers?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <h1>{t('employers.title')}</h1>
      <EmployerFilters filters={filters} />
      <PageList
        asked={employers}
        filters={filters}
        empty={t('employers.empty')}
        label={t('employers.title')}
        columns={columns}
        rowKey={({ id }) => id}
        rowClass={({ tier }) => (tier === null ? '' : `edge edge-${tier}`)}
      />
    </div>
  );
}
