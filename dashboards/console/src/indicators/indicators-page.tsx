import { Link } from 'react-router';
import type { IndicatorRow } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Choices, DataList, FilterBar, useUrlFilters, type ListColumn } from '../parts/index.js';
import { ImportTabs } from '../sources/index.js';
import { Direction, Grains, ProducerList } from './facts.js';
import { useIndicators } from './queries.js';
import { periodText, unitName } from './words.js';

function useColumns(): readonly ListColumn<IndicatorRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'name',
      title: t('indicators.name'),
      head: true,
      cell: ({ code, name, definition }) => (
        <div className="alert-cell">
          <Link to={`/imports/indicators/${encodeURIComponent(code)}`}>
            <strong>{say(name)}</strong>
          </Link>{' '}
          <span className="faint num">{code}</span>
          <div className="faint">{say(definition)}</div>
        </div>
      ),
    },
    {
      key: 'unit',
      title: t('indicators.unit'),
      width: '100px',
      cell: ({ unit, per }) => (
        <>
          {say(unitName(unit))}
          <div className="faint">{t(`indicators.per.${per}`)}</div>
        </>
      ),
    },
    {
      key: 'grains',
      title: t('indicators.grains'),
      width: '140px',
      cell: ({ grains }) => <Grains grains={grains} />,
    },
    {
      key: 'direction',
      title: t('indicators.direction'),
      width: '110px',
      cell: ({ direction }) => <Direction direction={direction} />,
    },
    {
      key: 'producers',
      title: t('indicators.producers'),
      width: '24%',
      cell: ({ producers }) => <ProducerList producers={producers} />,
    },
    {
      key: 'latest',
      title: t('indicators.latest'),
      width: '120px',
      align: 'end',
      cell: ({ latestPeriod, per }) => (
        <span className="num">{latestPeriod === null ? '—' : periodText(per, latestPeriod)}</span>
      ),
    },
  ];
}

function Families({ rows }: { readonly rows: readonly IndicatorRow[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  return sourceFamilies.map((family) => {
    const own = rows.filter((row) => row.family === family);
    if (own.length === 0) return null;
    return (
      <section key={family} className="panel" aria-label={t(`family.${family}`)}>
        <h2>{t(`family.${family}`)}</h2>
        <DataList label={t(`family.${family}`)} items={own} columns={columns} rowKey={({ code }) => code} />
      </section>
    );
  });
}

export function Component() {
  const { t } = useTranslation();
  const asked = useIndicators();
  const filters = useUrlFilters();
  const chosen = filters.get('family');
  const families = chosen.split(',').filter((family) => family !== '');
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <p className="faint">{t('indicators.hint')}</p>
      <FilterBar count={families.length}>
        <Choices
          label={t('indicators.family')}
          options={sourceFamilies.map((family) => ({ value: family, label: t(`family.${family}`) }))}
          value={chosen}
          onChange={(value) => {
            filters.set({ family: value });
          }}
        />
      </FilterBar>
      <Answer asked={asked} lines={14}>
        {(rows) => (
          <Families rows={rows.filter(({ family }) => families.length === 0 || families.includes(family))} />
        )}
      </Answer>
    </div>
  );
}
