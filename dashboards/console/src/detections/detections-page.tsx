import { Button, Input, Segmented } from 'antd';
import { Link } from 'react-router';
import { chanceText, countText, meanText } from '@miaotou/charts';
import {
  detectionCadences,
  detectionMeasures,
  seriesKinds,
  type DetectionPage,
  type DetectionRow,
} from '@miaotou/contracts';
import { industrySections } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import {
  ChoiceFilter,
  Field,
  FilterBar,
  PageList,
  RegionSelect,
  useUrlFilters,
  type ListColumn,
  type UrlFilters,
} from '../parts/index.js';
import { searchOf, seriesLink } from './addresses.js';
import { useDetections } from './queries.js';
import { Spark } from './spark.js';
import { Standing } from './standing.js';
import { abstainedOf, Summary } from './summary.js';
import { DetectionTabs } from './tabs.js';

const filterNames = ['cadence', 'measure', 'kind', 'region', 'industry', 'show', 'asOf'] as const;

function Filters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const say = useSay();
  const set = filterNames.filter((name) => filters.get(name) !== '');
  const daily = filters.get('cadence') === 'daily';
  const all = filters.get('show') === 'all';
  return (
    <FilterBar count={set.length}>
      <div className="field">
        <span>{t('detections.cadence')}</span>
        <Segmented
          aria-label={t('detections.cadence')}
          value={daily ? 'daily' : 'weekly'}
          options={detectionCadences.map((value) => ({ value, label: t(`detections.cadences.${value}`) }))}
          onChange={(value) => {
            filters.set({ cadence: value === 'weekly' ? '' : value });
          }}
        />
      </div>
      <div className="field">
        <span>{t('detections.show')}</span>
        <Segmented
          aria-label={t('detections.show')}
          value={all ? 'all' : 'unusual'}
          options={(['unusual', 'all'] as const).map((value) => ({
            value,
            label: t(`detections.shows.${value}`),
          }))}
          onChange={(value) => {
            filters.set({ show: value === 'unusual' ? '' : value });
          }}
        />
      </div>
      <ChoiceFilter
        width={260}
        name="measure"
        label={t('detections.measure')}
        options={detectionMeasures.map((value) => ({ value, label: t(`detections.measures.${value}`) }))}
        filters={filters}
      />
      <ChoiceFilter
        width={260}
        name="kind"
        label={t('detections.kind')}
        options={seriesKinds.map((value) => ({ value, label: t(`detections.kinds.${value}`) }))}
        filters={filters}
      />
      <RegionSelect
        value={filters.get('region')}
        onChange={(region) => {
          filters.set({ region });
        }}
      />
      <ChoiceFilter
        width={260}
        name="industry"
        label={t('detections.industry')}
        options={industrySections.map(({ letter, name }) => ({
          value: letter,
          label: `${letter} ${say(name)}`,
        }))}
        filters={filters}
      />
      <Field label={t('detections.asOfDay')}>
        <Input
          type="date"
          value={filters.get('asOf')}
          onChange={({ target }) => {
            filters.set({ asOf: target.value });
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
  );
}

function useColumns(asOf: string): readonly ListColumn<DetectionRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'standing',
      title: t('detections.standing'),
      width: '112px',
      head: true,
      cell: (row) => <Standing point={row} />,
    },
    {
      key: 'series',
      title: t('detections.series'),
      head: true,
      cell: (row) => (
        <div className="alert-cell">
          <Link to={seriesLink(row, asOf)}>
            {say(row.subject.name)} · {say(row.measureName)}
          </Link>
          <div>{say(row.sentence)}</div>
        </div>
      ),
    },
    {
      key: 'period',
      title: t('detections.period'),
      width: '124px',
      cell: ({ at, through }) => (
        <span className="num">
          {at}
          {at !== through && (
            <>
              {' – '}
              {through}
            </>
          )}
        </span>
      ),
    },
    {
      key: 'counts',
      title: t('detections.counts'),
      width: '132px',
      align: 'end',
      cell: ({ observed, expected }) => (
        <span className="num">
          {t('detections.observedOf', { observed: countText(observed), expected: meanText(expected) })}
        </span>
      ),
    },
    {
      key: 'chance',
      title: t('detections.chance'),
      width: '138px',
      align: 'end',
      cell: ({ pValue, qValue }) => (
        <span className="num">
          {chanceText(pValue)}
          {qValue !== null && (
            <div className="faint" title={t('detections.qMean')}>
              {t('detections.q', { q: chanceText(qValue) })}
            </div>
          )}
        </span>
      ),
    },
    {
      key: 'recent',
      title: t('detections.recent'),
      width: '156px',
      cell: ({ recent, alarm }) => <Spark counts={recent} unusual={alarm === true} />,
    },
  ];
}

/** What an empty list means: nothing unusual, nothing judged yet, or nothing that matches. */
function useEmpty(page: DetectionPage | undefined, filters: UrlFilters): string {
  const { t } = useTranslation();
  const judged = page?.judged ?? null;
  const chosen = (['measure', 'kind', 'region', 'industry'] as const).some(
    (name) => filters.get(name) !== '',
  );
  if (judged === null) return t(chosen ? 'detections.noneListed' : 'detections.notYet');
  if (filters.get('show') === 'all') return t('detections.noneListed');
  return t('detections.none', { series: judged.series, abstained: abstainedOf(judged) });
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const detections = useDetections(searchOf(filters.params, [...filterNames, 'page']));
  const columns = useColumns(filters.get('asOf'));
  const empty = useEmpty(detections.data, filters);
  return (
    <div className="page">
      <h1>{t('detections.title')}</h1>
      <DetectionTabs />
      <p className="faint">{t('detections.about')}</p>
      <Filters filters={filters} />
      {detections.data !== undefined && <Summary page={detections.data} />}
      <PageList
        asked={detections}
        filters={filters}
        empty={empty}
        label={t('detections.title')}
        columns={columns}
        rowKey={(row) => `${row.cadence}:${row.measure}:${row.subject.kind}:${row.subject.id}:${row.at}`}
        rowClass={({ alarm }) => (alarm === true ? 'edge edge-unusual' : 'edge')}
      />
    </div>
  );
}
