import { chanceText, countText, meanText } from '@miaotou/charts';
import type { DetectionSeries } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { PeriodTable, type PeriodColumn } from '../parts/index.js';
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

/** Every period of a series in numbers; each can be chosen and opened to its rows. */
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
  const columns: readonly PeriodColumn<Point>[] = [
    {
      key: 'period',
      title: t('detections.period'),
      end: false,
      cell: (point) => (
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
      ),
    },
    {
      key: 'observed',
      title: t('detections.observed'),
      end: true,
      cell: (point) => <Count point={point} />,
    },
    {
      key: 'expected',
      title: t('detections.expected'),
      end: true,
      cell: ({ expected }) => meanText(expected),
    },
    {
      key: 'upperbound',
      title: t('detections.upperbound'),
      end: true,
      cell: ({ upperbound }) => meanText(upperbound),
    },
    { key: 'p', title: t('detections.p'), end: true, cell: ({ pValue }) => chanceText(pValue) },
    {
      key: 'standing',
      title: t('detections.standing'),
      end: false,
      cell: (point) => <Standing point={point} />,
    },
  ];
  return (
    <PeriodTable
      label={t('detections.table')}
      newest={points.toReversed()}
      shownFirst={shownFirst}
      columns={columns}
      rowKey={({ at }) => at}
      periodOf={periodText}
      chosen={chosen}
      openable={({ observed }) => (observed ?? 0) !== 0}
      onOpen={onOpen}
    />
  );
}
