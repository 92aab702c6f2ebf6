import { Drawer } from 'antd';
import type { IndicatorRows, IndicatorSeries } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Nothing } from '../parts/index.js';
import { RowList } from '../sources/index.js';
import { usePointRows } from './queries.js';
import { periodText, useValueText } from './words.js';

type Row = IndicatorRows['items'][number];

function Value({ row: { value, unit } }: { readonly row: Row }) {
  const text = useValueText(unit ?? '');
  return <span className="num">{value === null ? '' : text(value)}</span>;
}

function Rows({ series, period }: { readonly series: IndicatorSeries; readonly period: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const search = new URLSearchParams({ grain: series.grain, subject: series.subject, period });
  const asked = usePointRows(series.code, search);
  return (
    <Answer asked={asked}>
      {({ total, items }) =>
        items.length === 0 ? (
          <Nothing>{t('indicators.rowsEmpty')}</Nothing>
        ) : (
          <>
            <p className="faint">{t('indicators.rowsOf', { total, shown: items.length })}</p>
            <RowList
              items={items}
              rowKey={({ batchId, sheet, row, on, what }) => `${batchId}:${sheet}:${row}:${on}:${what.en}`}
              what={(row) => (
                <>
                  {say(row.what)} <Value row={row} />
                  {row.employerName !== '' && <div className="faint">{row.employerName}</div>}
                </>
              )}
            />
          </>
        )
      }
    </Answer>
  );
}

/** The delivered rows behind one point, each with a link to where it stands in its file. */
export function PointRows({
  series,
  period,
  onClose,
}: {
  readonly series: IndicatorSeries;
  readonly period: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const title =
    period === null
      ? ''
      : t('indicators.rowsTitle', { name: say(series.name), period: periodText(series.per, period) });
  return (
    <Drawer open={period !== null} onClose={onClose} destroyOnHidden size="min(900px, 100vw)" title={title}>
      {period !== null && <Rows series={series} period={period} />}
    </Drawer>
  );
}
