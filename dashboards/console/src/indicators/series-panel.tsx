import { useCallback, useState } from 'react';
import { Button } from 'antd';
import { seriesOption, type ChartLook } from '@miaotou/charts';
import type { IndicatorSeries } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Chart, instantText } from '../parts/index.js';
import { PointRows } from './point-rows.js';
import { periodText, unitName, useValueText } from './words.js';

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
  const [all, setAll] = useState(false);
  const points = series.points.toReversed();
  const shown = all ? points : points.slice(0, shownFirst);
  return (
    <>
      <div
        className="table-frame scroll series-table"
        tabIndex={0}
        role="region"
        aria-label={t('indicators.table')}
      >
        <table className="data" aria-label={t('indicators.table')}>
          <thead>
            <tr>
              <th scope="col">{t('indicators.period')}</th>
              <th scope="col" className="end">
                {t('indicators.value')}
              </th>
              {series.beside.map(({ key, name }) => (
                <th key={key} scope="col" className="end">
                  {say(name)}
                </th>
              ))}
              <th scope="col" className="end">
                {t('indicators.rows')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ period, value, beside }) => (
              <tr key={period}>
                <td className="num">{periodText(series.per, period)}</td>
                <td className="end">
                  <Figure value={value} unit={series.unit} rollUp={series.rollUp} />
                </td>
                {series.beside.map(({ key, unit }) => (
                  <td key={key} className="end">
                    <Figure value={beside[key] ?? null} unit={unit} rollUp="none" />
                  </td>
                ))}
                <td className="end">
                  <Button
                    size="small"
                    type="link"
                    disabled={value === null}
                    aria-label={t('indicators.openRowsOf', { period: periodText(series.per, period) })}
                    onClick={() => {
                      onOpen(period);
                    }}
                  >
                    {t('indicators.openRows')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < points.length && (
        <Button
          block
          onClick={() => {
            setAll(true);
          }}
        >
          {t('indicators.older', { count: points.length - shown.length })}
        </Button>
      )}
    </>
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
