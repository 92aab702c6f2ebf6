import { useState } from 'react';
import { Button } from 'antd';
import { chanceText, countText, meanText } from '@miaotou/charts';
import type { DetectionSeries } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { periodText } from './addresses.js';
import { Standing } from './standing.js';

type Point = DetectionSeries['points'][number];

/** Periods that the table shows before the reader asks for the earlier ones. */
const shownFirst = 26;

function Count({ point }: { readonly point: Point }) {
  const { t } = useTranslation();
  if (point.observed !== null) return <span className="num">{countText(point.observed)}</span>;
  return <span className="faint">{t(`detections.gap.${point.gap ?? 'not-covered'}`)}</span>;
}

/** Every period of a series in numbers, the newest first; each can be chosen and opened to its rows. */
export function SeriesTable({
  points,
  chosen,
  onChoose,
  onOpen,
}: {
  readonly points: readonly Point[];
  readonly chosen: string | null;
  readonly onChoose: (at: string) => void;
  readonly onOpen: (at: string) => void;
}) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const newest = points.toReversed();
  const shown = all ? newest : newest.slice(0, shownFirst);
  return (
    <>
      <div
        className="table-frame scroll series-table"
        tabIndex={0}
        role="region"
        aria-label={t('detections.table')}
      >
        <table className="data" aria-label={t('detections.table')}>
          <thead>
            <tr>
              <th scope="col">{t('detections.period')}</th>
              {[
                t('detections.observed'),
                t('detections.expected'),
                t('detections.upperbound'),
                t('detections.p'),
              ].map((title) => (
                <th key={title} scope="col" className="end">
                  {title}
                </th>
              ))}
              <th scope="col">{t('detections.standing')}</th>
              <th scope="col" className="end no-print">
                {t('detections.openRows')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((point) => (
              <tr key={point.at} className={point.at === chosen ? 'wanted' : ''}>
                <td className="num">
                  <button
                    type="button"
                    className="plain-link"
                    aria-pressed={point.at === chosen}
                    onClick={() => {
                      onChoose(point.at);
                    }}
                  >
                    {periodText(point)}
                  </button>
                </td>
                <td className="end">
                  <Count point={point} />
                </td>
                <td className="end num">{meanText(point.expected)}</td>
                <td className="end num">{meanText(point.upperbound)}</td>
                <td className="end num">{chanceText(point.pValue)}</td>
                <td>
                  <Standing point={point} />
                </td>
                <td className="end no-print">
                  <Button
                    size="small"
                    type="link"
                    disabled={(point.observed ?? 0) === 0}
                    aria-label={t('detections.openRowsOf', { period: periodText(point) })}
                    onClick={() => {
                      onOpen(point.at);
                    }}
                  >
                    {t('detections.openRows')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < newest.length && (
        <Button
          block
          onClick={() => {
            setAll(true);
          }}
        >
          {t('detections.older', { count: newest.length - shown.length })}
        </Button>
      )}
    </>
  );
}
