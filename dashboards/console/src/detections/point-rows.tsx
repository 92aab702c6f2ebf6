import { Drawer } from 'antd';
import type { DetectionSeries } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Nothing } from '../parts/index.js';
import { RowList } from '../sources/index.js';
import { seriesSearch } from './addresses.js';
import { useDetectionRows } from './queries.js';

function Rows({
  series,
  at,
  asOf,
}: {
  readonly series: DetectionSeries;
  readonly at: string;
  readonly asOf: string;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const search = seriesSearch(series);
  search.set('at', at);
  if (asOf !== '') search.set('asOf', asOf);
  const asked = useDetectionRows(search.toString());
  return (
    <Answer asked={asked}>
      {({ total, withheld, items }) => (
        <>
          {withheld > 0 && <p className="faint">{t('detections.withheld', { count: withheld })}</p>}
          {items.length === 0 ? (
            <Nothing>{t('detections.noRows')}</Nothing>
          ) : (
            <>
              <p className="faint">{t('detections.rowsOf', { total, shown: items.length })}</p>
              <RowList
                items={items}
                rowKey={({ batchId, sheet, row }) => `${batchId}:${sheet}:${row}`}
                what={({ what, employerName, region, regionName }) => (
                  <>
                    {say(what)}
                    <div className="faint">
                      {[employerName, region === '' ? '' : say(regionName)].filter(Boolean).join(' · ')}
                    </div>
                  </>
                )}
              />
            </>
          )}
        </>
      )}
    </Answer>
  );
}

/** The delivered rows behind one point of a series. */
export function PointRows({
  series,
  at,
  asOf,
  onClose,
}: {
  readonly series: DetectionSeries;
  /** First day of the period; null while none is open. */
  readonly at: string | null;
  readonly asOf: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const name = `${say(series.subject.name)} · ${say(series.measureName)}`;
  return (
    <Drawer
      open={at !== null}
      onClose={onClose}
      destroyOnHidden
      size="min(900px, 100vw)"
      title={at === null ? '' : t('detections.rowsTitle', { name, period: at })}
    >
      {at !== null && <Rows series={series} at={at} asOf={asOf} />}
    </Drawer>
  );
}
