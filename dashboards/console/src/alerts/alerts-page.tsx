import { Button, Select, Tag } from 'antd';
import { Link } from 'react-router';
import type { AlertRow } from '@miaotou/contracts';
import { alertStates, liveAlertStates, sourceFamilies } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import {
  agoText,
  Choices,
  DayRange,
  Field,
  FilterBar,
  instantText,
  RegionSelect,
  TextFilter,
  TierShape,
  TierTag,
  useUrlFilters,
  type ListColumn,
  type UrlFilters,
  PageList,
  dayText,
  useSubjectName,
} from '../parts/index.js';
import { askedSlots, useTiersInUse, useTierScheme } from '../tiers/index.js';
import { useAlerts } from './queries.js';
import { StateTag } from './state-tag.js';

const filterNames = ['state', 'tier', 'family', 'region', 'q', 'from', 'to', 'rule', 'employer'] as const;

function AlertFilters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const scheme = useTierScheme();
  const tiers = useTiersInUse();
  const set = filterNames.filter((name) => filters.get(name) !== '');
  return (
    <FilterBar count={set.length}>
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
        onChange={(tier) => {
          filters.set({ tier: askedSlots(tier, scheme) });
        }}
      />
      <Choices
        label={t('common.status')}
        value={filters.get('state')}
        options={alertStates.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state) => {
          filters.set({ state });
        }}
      />
      <Field label={t('alerts.family')}>
        <Select
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          placeholder={t('common.all')}
          aria-label={t('alerts.family')}
          value={filters.get('family').split(',').filter(Boolean)}
          options={sourceFamilies.map((family) => ({ value: family, label: t(`family.${family}`) }))}
          onChange={(families: string[]) => {
            filters.set({ family: families.join(',') });
          }}
        />
      </Field>
      <RegionSelect
        value={filters.get('region')}
        onChange={(region) => {
          filters.set({ region });
        }}
      />
      <DayRange filters={filters} />
      <TextFilter label={t('alerts.keyword')} name="q" filters={filters} />
      <Field label={t('alerts.sort')}>
        <Select
          aria-label={t('alerts.sort')}
          value={filters.get('sort') === '' ? 'urgency' : filters.get('sort')}
          options={[
            { value: 'urgency', label: t('alerts.sortUrgency') },
            { value: 'opened', label: t('alerts.sortOpened') },
            { value: 'tier', label: t('alerts.sortTier') },
          ]}
          onChange={(sort) => {
            filters.set({ sort: sort === 'urgency' ? '' : sort });
          }}
        />
      </Field>
      <div className="filter-end">
        {filters.get('rule') !== '' && (
          <Tag
            closable
            onClose={() => {
              filters.set({ rule: '' });
            }}
          >
            {t('alerts.ruleFilter', { id: filters.get('rule') })}
          </Tag>
        )}
        {filters.get('employer') !== '' && (
          <Tag
            closable
            onClose={() => {
              filters.set({ employer: '' });
            }}
          >
            {t('alerts.employerFilter', { id: filters.get('employer').slice(0, 8) })}
          </Tag>
        )}
        {set.length > 0 && (
          <Button type="link" onClick={filters.clear}>
            {t('common.clear')}
          </Button>
        )}
        <Button
          type="link"
          onClick={() => {
            filters.set({ state: liveAlertStates.join(',') });
          }}
        >
          {t('alerts.liveOnly')}
        </Button>
      </div>
    </FilterBar>
  );
}

function useColumns(): readonly ListColumn<AlertRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const nameOf = useSubjectName();
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
      title: t('alerts.sentence'),
      head: true,
      cell: (alert) => (
        <div className="alert-cell">
          <Link to={`/alerts/${encodeURIComponent(alert.id)}`}>{nameOf(alert)}</Link>
          <div>{say(alert.sentence)}</div>
        </div>
      ),
    },
    {
      key: 'rule',
      title: t('alerts.rule'),
      width: '15%',
      cell: ({ ruleId, ruleName }) => `${ruleId} ${say(ruleName)}`,
    },
    {
      key: 'region',
      title: t('common.region'),
      width: '11%',
      // A source of data lies in no town.
      cell: ({ region, regionName, subjectKind }) => {
        if (region !== '') return say(regionName);
        return subjectKind === 'source' ? '—' : t('common.unknownRegion');
      },
    },
    {
      key: 'state',
      title: t('common.status'),
      width: '96px',
      cell: ({ state }) => <StateTag state={state} />,
    },
    {
      key: 'opened',
      title: t('alerts.opened'),
      width: '156px',
      align: 'end',
      cell: ({ openedAt, knowableSince }) => (
        <time className="num" dateTime={openedAt} title={instantText(openedAt, language)}>
          {instantText(openedAt, language)}
          <br />
          <span className="faint">{agoText(openedAt, Date.now(), language)}</span>
          {knowableSince !== null && (
            <>
              <br />
              <span className="faint" title={t('alerts.knowableHint')}>
                {t('alerts.knowableOn', { day: dayText(knowableSince, language) })}
              </span>
            </>
          )}
        </time>
      ),
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const alerts = useAlerts(filters.params.toString());
  const columns = useColumns();
  return (
    <div className="page">
      <h1>{t('alerts.title')}</h1>
      <AlertFilters filters={filters} />
      <PageList
        asked={alerts}
        filters={filters}
        empty={t('alerts.empty')}
        label={t('alerts.title')}
        columns={columns}
        rowKey={({ id }) => id}
        rowClass={({ tier }) => `edge edge-${tier}`}
      />
    </div>
  );
}
