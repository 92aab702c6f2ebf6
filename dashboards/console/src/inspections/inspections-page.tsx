import { Button } from 'antd';
import { Link } from 'react-router';
import type { InspectionPage, InspectionRow } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { IncidentTabs } from '../incidents/index.js';
import {
  Choices,
  FilterBar,
  PageList,
  RegionSelect,
  TextFilter,
  TierTag,
  useUrlFilters,
  type ListColumn,
  type UrlFilters,
} from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useInspections } from './queries.js';

const states = ['live', 'overdue', 'clue', 'risk', 'closed', 'withdrawn', 'all'] as const;
const views = ['mine', 'office', 'all'] as const;

function Filters({
  filters,
  counts,
}: {
  readonly filters: UrlFilters;
  readonly counts: InspectionPage['counts'] | undefined;
}) {
  const { t } = useTranslation();
  const number: Partial<Record<(typeof states)[number], number>> =
    counts === undefined
      ? {}
      : {
          live: counts.open,
          overdue: counts.overdue,
          clue: counts.clue,
          risk: counts.risk,
          closed: counts.closed,
        };
  // One of each: pressing another one takes its place.
  const only = (before: string, after: string) =>
    after
      .split(',')
      .filter((one) => one !== before)
      .join('');
  const view = filters.get('view') || 'all';
  const state = filters.get('state') || 'live';
  const set = ['region', 'q', 'campaign', 'employer'].filter((name) => filters.get(name) !== '');
  return (
    <FilterBar count={set.length}>
      <Choices
        label={t('inspections.whose')}
        value={view}
        options={views.map((value) => ({ value, label: t(`inspections.view.${value}`) }))}
        onChange={(next) => {
          filters.set({ view: only(view, next) });
        }}
      />
      <Choices
        label={t('inspections.standing')}
        value={state}
        options={states.map((value) => ({
          value,
          label: (
            <>
              {t(`inspections.state.${value}`)} <span className="num">{number[value] ?? ''}</span>
            </>
          ),
        }))}
        onChange={(next) => {
          filters.set({ state: only(state, next) });
        }}
      />
      <RegionSelect
        value={filters.get('region')}
        onChange={(region) => {
          filters.set({ region });
        }}
      />
      <TextFilter label={t('alerts.keyword')} name="q" filters={filters} />
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

function useColumns(): readonly ListColumn<InspectionRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'employer',
      title: t('employers.name'),
      head: true,
      cell: ({ id, employerName, reason, campaign }) => (
        <div className="alert-cell">
          <Link to={`/inspections/${encodeURIComponent(id)}`}>{employerName}</Link>
          <div>{campaign === null ? reason : t('inspections.ofCampaign', { title: campaign.title })}</div>
        </div>
      ),
    },
    {
      key: 'checklist',
      title: t('inspections.checklist'),
      width: '15%',
      cell: ({ checklistName, answered, items, problems }) => (
        <>
          {say(checklistName)}{' '}
          <span className="num faint">
            {answered}/{items}
          </span>
          {problems > 0 && (
            <span className="joint-late"> {t('inspections.problems', { count: problems })}</span>
          )}
        </>
      ),
    },
    {
      key: 'office',
      title: t('inspections.office'),
      width: '18%',
      cell: ({ office, person }) => (
        <>
          {say(office.name)}
          {person !== null && <div className="faint">{person.displayName}</div>}
        </>
      ),
    },
    { key: 'region', title: t('common.region'), width: '10%', cell: ({ regionName }) => say(regionName) },
    {
      key: 'due',
      title: t('inspections.due'),
      width: '130px',
      cell: ({ dueDay, overdue }) => (
        <span className={overdue ? 'num joint-late' : 'num'}>
          {dueDay} {overdue && t('inspections.state.overdue')}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('inspections.standing'),
      width: '120px',
      cell: ({ state, outcome, tier }) => (
        <>
          {outcome === null ? t(`inspections.at.${state}`) : t(`inspections.outcome.${outcome}`)}{' '}
          {tier !== null && <TierTag tier={tier} />}
        </>
      ),
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const mayCampaign = useMay('campaigns');
  const asked = useInspections(filters.params.toString());
  const columns = useColumns();
  return (
    <div className="page">
      <h1>{t('inspections.title')}</h1>
      <IncidentTabs />
      {mayCampaign && (
        <p className="no-print">
          <Link to="/inspections/campaigns/new">{t('inspections.newCampaign')}</Link>
        </p>
      )}
      <Filters filters={filters} counts={asked.data?.counts} />
      <PageList
        asked={asked}
        filters={filters}
        empty={t('inspections.empty')}
        label={t('inspections.title')}
        columns={columns}
        rowKey={({ id }) => id}
        rowClass={({ overdue }) => (overdue ? 'edge edge-red' : '')}
      />
    </div>
  );
}
