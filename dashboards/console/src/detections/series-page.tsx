import { useCallback, useMemo, useState } from 'react';
import { Button, Segmented } from 'antd';
import { Link } from 'react-router';
import { chanceText, countText, detectionOption, meanText, type ChartLook } from '@miaotou/charts';
import type { DetectionSeries } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Chart, instantText, useUrlFilters } from '../parts/index.js';
import { periodText, searchOf, seriesNames } from './addresses.js';
import { PointRows } from './point-rows.js';
import { useDetectionSeries } from './queries.js';
import { SeriesTable } from './series-table.js';
import { Standing } from './standing.js';

/** Periods of the nearer span: a year of weeks, two months of days. */
const near = { weekly: 53, daily: 60 } as const;

type Point = DetectionSeries['points'][number];

/** The chosen period in words, with the ways to the one before and after and to its rows. */
function Chosen({
  points,
  point,
  onChoose,
  onOpen,
}: {
  readonly points: readonly Point[];
  readonly point: Point;
  readonly onChoose: (at: string) => void;
  readonly onOpen: (at: string) => void;
}) {
  const { t } = useTranslation();
  const at = points.indexOf(point);
  const step = (to: Point | undefined, word: string) => (
    <Button
      disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) onChoose(to.at);
      }}
    >
      {word}
    </Button>
  );
  return (
    <div className="chosen-period" role="group" aria-label={t('detections.chosen')}>
      {step(points[at - 1], `← ${t('detections.earlier')}`)}
      <span className="num" aria-live="polite">
        {periodText(point)} ·{' '}
        <strong>
          {t('detections.observedOf', {
            observed: countText(point.observed),
            expected: meanText(point.expected),
          })}
        </strong>{' '}
        <Standing point={point} />
      </span>
      {step(points[at + 1], `${t('detections.later')} →`)}
      <Button
        type="primary"
        ghost
        disabled={(point.observed ?? 0) === 0}
        onClick={() => {
          onOpen(point.at);
        }}
      >
        {t('detections.openRows')}
      </Button>
    </div>
  );
}

function Facts({ series }: { readonly series: DetectionSeries }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const { method, counted, falseAlarms, completeThrough, asOf } = series;
  return (
    <dl className="facts detection-facts">
      <div>
        <dt>{t('detections.counted')}</dt>
        <dd>{say(counted)}</dd>
      </div>
      <div>
        <dt>{t('detections.method')}</dt>
        <dd>
          {say(method.name)}{' '}
          <span className="faint num">
            v{method.version} · α {method.alpha}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('detections.falseAlarms')}</dt>
        <dd>{say(falseAlarms)}</dd>
      </div>
      <div>
        <dt>{t('detections.asOf', { at: instantText(asOf, language) })}</dt>
        <dd>
          {completeThrough === null
            ? t('detections.neverCovered')
            : t('detections.through', { day: completeThrough })}
        </dd>
      </div>
    </dl>
  );
}

function Told({ series, point }: { readonly series: DetectionSeries; readonly point: Point | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const { told } = series;
  if (told === null) return null;
  return (
    <section className="panel told" aria-label={t('detections.why')}>
      <p className="told-sentence">
        {point !== undefined && <Standing point={point} />} <strong>{say(told.sentence)}</strong>
      </p>
      {told.qValue !== null && (
        <p className="faint" title={t('detections.qMean')}>
          {t('detections.q', { q: chanceText(told.qValue) })} · {t('detections.qMean')}
        </p>
      )}
      {told.why.length > 0 && (
        <ul className="told-why">
          {told.why.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Series({
  series,
  asOf,
  onChoose,
}: {
  readonly series: DetectionSeries;
  readonly asOf: string;
  readonly onChoose: (at: string) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const [whole, setWhole] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const { points, told, cadence } = series;
  const chosen = told?.at ?? null;
  const point = points.find(({ at }) => at === chosen) ?? points.at(-1);
  const count = near[cadence];
  const shown = useMemo(
    () => (whole || points.length <= count ? points : points.slice(-count)),
    [points, whole, count],
  );
  const measure = say(series.measureName);
  const make = useCallback(
    (look: ChartLook) => detectionOption(shown, chosen, measure, look),
    [shown, chosen, measure],
  );
  const pick = useCallback(
    (at: number) => {
      const picked = shown[at];
      if (picked !== undefined) onChoose(picked.at);
    },
    [shown, onChoose],
  );
  const name = `${say(series.subject.name)} · ${measure}`;
  return (
    <>
      <h2 className="series-name">
        {name} <span className="faint">{t(`detections.cadences.${cadence}`)}</span>
      </h2>
      <Told series={series} point={point} />
      <section className="panel" aria-label={t('detections.chart')}>
        <h2>
          {t('detections.chart')}
          {points.length > count && (
            <Segmented
              size="small"
              className="no-print"
              aria-label={t('detections.range')}
              value={whole ? 'whole' : 'near'}
              options={[
                {
                  value: 'near',
                  label: t(cadence === 'weekly' ? 'detections.lastYear' : 'detections.lastDays'),
                },
                { value: 'whole', label: t('detections.whole') },
              ]}
              onChange={(value) => {
                setWhole(value === 'whole');
              }}
            />
          )}
        </h2>
        <figure className="trend series pickable">
          <Chart make={make} label={`${name} · ${t('detections.chart')}`} onPick={pick} />
          <figcaption className="faint">{t('detections.chartHint')}</figcaption>
        </figure>
        {point !== undefined && <Chosen points={points} point={point} onChoose={onChoose} onOpen={setOpen} />}
      </section>
      <section className="panel" aria-label={t('detections.table')}>
        <h2>{t('detections.table')}</h2>
        <SeriesTable points={points} chosen={chosen} onChoose={onChoose} onOpen={setOpen} />
      </section>
      <section className="panel" aria-label={t('detections.method')}>
        <Facts series={series} />
      </section>
      <PointRows
        series={series}
        at={open}
        asOf={asOf}
        onClose={() => {
          setOpen(null);
        }}
      />
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { params, get, set } = useUrlFilters();
  const series = useDetectionSeries(searchOf(params, seriesNames));
  const choose = (at: string) => {
    set({ at });
  };
  return (
    <div className="page">
      <h1>{t('detections.title')}</h1>
      <p className="no-print">
        <Link to="/detections">← {t('detections.all')}</Link>
      </p>
      <Answer asked={series} lines={14}>
        {(found) => <Series series={found} asOf={get('asOf')} onChoose={choose} />}
      </Answer>
    </div>
  );
}
