import { useCallback, useState } from 'react';
import { seriesOption, type ChartLook } from '@miaotou/charts';
import type { IndicatorSeries } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Chart, instantText, PeriodTable, type PeriodColumn } from '../parts/index.js';
import { PointRows } from './point-rows.js';
import { periodText, unitName, useValueText } from './words.js';

type Point = IndicatorSeries['points'][number];

/** Periods that the table shows before the reader asks for the earlier ones. */
const shownFirst = 31;

function Figure({
  value,
  unit,
  rollUp,
}: { readonly value: number | null } & Pick<IndicatorSeries, 'unit' | 'rollUp'>) {
  const { t } = useTranslation();
  const text = useValueText(unit, rollUp);
  return value === null ? (
    <span className="faint">{t('indicators.gap')}</span>
  ) : (
    <span className="num">{text(value)}</span>
  );
}

function Table({
  series,
  onOpen,
}: {
  readonly series: IndicatorSeries;
  readonly onOpen: (period: string) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const columns: readonly PeriodColumn<Point>[] = [
    {
      key: 'period',
      title: t('indicators.period'),
      end: false,
      cell: ({ period }) => periodText(series.per, period),
    },
    {
      key: 'value',
      title: t('indicators.value'),
      end: true,
      cell: ({ value }) => <Figure value={value} unit={series.unit} rollUp={series.rollUp} />,
    },
    ...series.beside.map(({ key, name, unit }) => ({
      key: `beside ${key}`,
      title: say(name),
      end: true,
      cell: ({ beside }: Point) => <Figure value={beside[key] ?? null} unit={unit} rollUp="none" />,
    })),
  ];
  return (
    <PeriodTable
      label={t('indicators.table')}
      newest={series.points.toReversed()}
      shownFirst={shownFirst}
      columns={columns}
      rowKey={({ period }) => period}
      periodOf={({ period }) => periodText(series.per, period)}
      openable={({ value }) => value !== null}
      onOpen={onOpen}
    />
  );
}

/** A series as a chart with its gaps and as a table, each point with the rows behind it. */
export function SeriesPanel({ series }: { readonly series: IndicatorSeries }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const [open, setOpen] = useState<string | null>(null);
  const text = useValueText(series.unit, series.rollUp);
  const { points, per } = series;
  const make = useCallback(
    (look: ChartLook) =>
      seriesOption(
        points,
        { period: (period) => periodText(per, period), value: (value) => text(value, true) },
        look,
      ),
    [points, per, text],
  );
  const unit = series.rollUp === 'above-zero' ? '' : say(unitName(series.unit));
  const told = [unit, series.rollUp === 'none' ? '' : t(`indicators.rollUp.${series.rollUp}`)];
  return (
    <>
      <section className="panel" aria-label={t('indicators.chart')}>
        <h2>{t('indicators.chart')}</h2>
        <figure className="trend series">
          <figcaption>
            <span>
              {say(series.subjectName)}{' '}
              <span className="faint">{told.filter((word) => word !== '').join(' · ')}</span>
            </span>
            <span className="faint num">
              {series.completeThrough === null
                ? t('indicators.notYet')
                : t('indicators.through', { day: series.completeThrough })}
            </span>
            <span className="faint num">
              {t('indicators.asOf', { at: instantText(series.asOf, language) })}
            </span>
          </figcaption>
          {points.every(({ value }) => value === null) ? (
            <p className="faint">{t('indicators.allGaps')}</p>
          ) : (
            <Chart make={make} label={`${say(series.name)} · ${say(series.subjectName)}`} />
          )}
        </figure>
      </section>
      <section className="panel" aria-label={t('indicators.table')}>
        <h2>{t('indicators.table')}</h2>
        <Table series={series} onOpen={setOpen} />
      </section>
      <PointRows
        series={series}
        period={open}
        onClose={() => {
          setOpen(null);
        }}
      />
    </>
  );
}
