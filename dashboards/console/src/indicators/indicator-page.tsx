import { Select } from 'antd';
import { Link, useParams } from 'react-router';
import { seriesGrains, type IndicatorRow, type SeriesGrain } from '@miaotou/contracts';
import { huilaiUnits } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import {
  Answer,
  DayRange,
  Field,
  FilterBar,
  NotFound,
  Nothing,
  useUrlFilters,
  type UrlFilters,
} from '../parts/index.js';
import { ImportTabs } from '../sources/index.js';
import { Direction, Grains, ProducerList } from './facts.js';
import { useIndicators, useSeries, useSubjects } from './queries.js';
import { SeriesPanel } from './series-panel.js';
import { unitName } from './words.js';

const isGrain = (text: string): text is SeriesGrain => (seriesGrains as readonly string[]).includes(text);

function SubjectSelect({
  code,
  grain,
  filters,
}: {
  readonly code: string;
  readonly grain: SeriesGrain;
  readonly filters: UrlFilters;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const town = grain === 'town';
  const { data, isLoading } = useSubjects(code, grain, !town);
  const found = data?.items ?? [];
  const options = town
    ? huilaiUnits.map((unit) => ({ value: unit.code, label: say(unit.name) }))
    : found.map(({ subject, name }) => ({ value: subject, label: say(name) }));
  const subject = filters.get('subject');
  return (
    <Field label={t('indicators.subject')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={isLoading}
        placeholder={t('indicators.subjectChoose')}
        notFoundContent={t('indicators.subjectNone')}
        value={subject === '' ? null : subject}
        options={options}
        popupMatchSelectWidth={320}
        aria-label={t('indicators.subject')}
        onChange={(value: string) => {
          filters.set({ subject: value });
        }}
      />
      {!town && data !== undefined && data.total > found.length && (
        <span className="faint">
          {t('indicators.subjectsOf', { shown: found.length, total: data.total })}
        </span>
      )}
    </Field>
  );
}

function Course({ indicator }: { readonly indicator: IndicatorRow }) {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const asked = filters.get('grain');
  const grain: SeriesGrain = isGrain(asked) && indicator.grains.includes(asked) ? asked : 'county';
  const subject = grain === 'county' ? '' : filters.get('subject');
  const search = new URLSearchParams({ grain, subject });
  for (const name of ['from', 'to']) if (filters.get(name) !== '') search.set(name, filters.get(name));
  const ready = grain === 'county' || subject !== '';
  const series = useSeries(indicator.code, search, ready);
  const count = [...filters.params.keys()].length;
  return (
    <>
      <FilterBar count={count}>
        <Field label={t('indicators.grains')}>
          <Select
            value={grain}
            options={indicator.grains.map((value) => ({ value, label: t(`indicators.grain.${value}`) }))}
            aria-label={t('indicators.grains')}
            onChange={(value: SeriesGrain) => {
              filters.set({ grain: value === 'county' ? '' : value, subject: '' });
            }}
          />
        </Field>
        {grain !== 'county' && <SubjectSelect code={indicator.code} grain={grain} filters={filters} />}
        <DayRange filters={filters} />
      </FilterBar>
      {ready ? (
        <Answer asked={series} lines={10}>
          {(found) => <SeriesPanel key={`${found.grain}:${found.subject}`} series={found} />}
        </Answer>
      ) : (
        <Nothing>{t('indicators.subjectFirst')}</Nothing>
      )}
    </>
  );
}

function Indicator({ indicator }: { readonly indicator: IndicatorRow }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <h2>
        {say(indicator.name)} <span className="faint num">{indicator.code}</span>
      </h2>
      <p>{say(indicator.definition)}</p>
      <dl className="facts">
        <div>
          <dt>{t('indicators.unit')}</dt>
          <dd>
            {say(unitName(indicator.unit))} · {t(`indicators.per.${indicator.per}`)}
          </dd>
        </div>
        <div>
          <dt>{t('indicators.direction')}</dt>
          <dd>
            <Direction direction={indicator.direction} />
          </dd>
        </div>
        <div>
          <dt>{t('indicators.grains')}</dt>
          <dd>
            <Grains grains={indicator.grains} />
          </dd>
        </div>
        <div>
          <dt>{t('indicators.producers')}</dt>
          <dd>
            <ProducerList producers={indicator.producers} />
          </dd>
        </div>
      </dl>
      <Course indicator={indicator} />
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const asked = useIndicators();
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <p>
        <Link to="/imports/indicators">← {t('indicators.all')}</Link>
      </p>
      <Answer asked={asked} lines={12}>
        {(rows) => {
          const indicator = rows.find((row) => row.code === code);
          return indicator === undefined ? <NotFound /> : <Indicator key={code} indicator={indicator} />;
        }}
      </Answer>
    </div>
  );
}
