import { Button, Select } from 'antd';
import { Link } from 'react-router';
import type { MatterRow } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import {
  Field,
  FilterBar,
  RegionSelect,
  TextFilter,
  useUrlFilters,
  type ListColumn,
  PageList,
} from '../parts/index.js';
import { useMatters } from './queries.js';

const filterNames = ['q', 'region', 'kind'] as const;
const kinds = ['complaint', 'petition', 'arbitration-case', 'mediation-case', 'court-case'] as const;

function useColumns(): readonly ListColumn<MatterRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'to',
      title: t('matters.span'),
      width: '210px',
      head: true,
      cell: ({ from, to }) => <span className="num">{from === to ? to : `${from} – ${to}`}</span>,
    },
    {
      key: 'employer',
      title: t('matters.employer'),
      head: true,
      cell: ({ id, employerName }) => <Link to={`/matters/${id}`}>{employerName}</Link>,
    },
    { key: 'region', title: t('common.region'), width: '12%', cell: ({ regionName }) => say(regionName) },
    {
      key: 'channels',
      title: t('matters.channels'),
      width: '34%',
      cell: ({ channels }) => channels.map((channel) => say(channel)).join(' · '),
    },
    {
      key: 'reports',
      title: t('matters.reports'),
      width: '170px',
      align: 'end',
      cell: ({ reports }) => <span className="num">{t('matters.before', { reports })}</span>,
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const columns = useColumns();
  const matters = useMatters(filters.params.toString());
  const set = filterNames.filter((name) => filters.get(name) !== '');
  return (
    <div className="page">
      <h1>{t('matters.title')}</h1>
      <p className="faint">{t('matters.about')}</p>
      <FilterBar count={set.length}>
        <TextFilter label={t('matters.search')} name="q" filters={filters} />
        <RegionSelect
          value={filters.get('region')}
          onChange={(region) => {
            filters.set({ region });
          }}
        />
        <Field label={t('matters.kind')}>
          <Select
            allowClear
            aria-label={t('matters.kind')}
            placeholder={t('common.all')}
            value={filters.get('kind') === '' ? null : filters.get('kind')}
            options={kinds.map((value) => ({ value, label: t(`eventKind.${value}`) }))}
            popupMatchSelectWidth={180}
            onChange={(kind: string | null | undefined) => {
              filters.set({ kind: kind ?? '' });
            }}
          />
        </Field>
        <div className="filter-end">
          {set.length > 0 && (
            <Button type="link" onClick={filters.clear}>
              {t('common.clear')}
            </Button>
          )}
        </div>
      </FilterBar>
      <PageList
        asked={matters}
        filters={filters}
        empty={t('matters.empty')}
        label={t('matters.title')}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </div>
  );
}
