import { Select } from 'antd';
import { detectionMeasures, type HotspotPage } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Field, instantText, Nothing, useUrlFilters } from '../parts/index.js';
import { measureOf, weeksOf } from './addresses.js';
import { HotspotList } from './hotspot-list.js';
import { HotspotMap } from './hotspot-map.js';
import { useHotspots } from './queries.js';
import { DetectionTabs } from './tabs.js';
import { WeeksSwitch } from './weeks-switch.js';

/** What was scanned and when, or why it was not. */
function Scanned({ scan }: { readonly scan: NonNullable<HotspotPage['scan']> }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const { from, through, cases, replicates, significance, scannedAt, abstained } = scan;
  return (
    <p className={abstained === null ? 'faint' : 'worse'}>
      {abstained === null
        ? t('hotspots.scanned', { from, through, cases, replicates, significance })
        : t('hotspots.abstained', { detail: say(abstained.detail) })}{' '}
      <span className="faint num">{t('hotspots.scannedAt', { at: instantText(scannedAt, language) })}</span>
    </p>
  );
}

function Found({ page }: { readonly page: HotspotPage }) {
  const { t } = useTranslation();
  const say = useSay();
  const { scan, clusters, weeks } = page;
  if (scan === null) return <Nothing>{t('hotspots.notYet')}</Nothing>;
  return (
    <>
      <Scanned scan={scan} />
      <div className="hotspots">
        <section className="panel" aria-label={t('hotspots.map')}>
          <h2>
            {t('hotspots.map')}{' '}
            <span className="faint">
              {say(page.measureName)} · {t('hotspots.lastWeeks', { weeks })} · {t('overview.schematic')}
            </span>
          </h2>
          <HotspotMap key={`${page.measure}:${weeks}`} page={page} />
        </section>
        <section className="panel" aria-label={t('hotspots.list')}>
          <h2>{t('hotspots.list')}</h2>
          {clusters.length === 0 ? (
            <Nothing>
              {scan.abstained === null
                ? t('hotspots.noneAtAll', { weeks })
                : t('hotspots.abstained', { detail: say(scan.abstained.detail) })}
            </Nothing>
          ) : (
            <HotspotList clusters={clusters} />
          )}
        </section>
      </div>
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const measure = measureOf(filters.get('measure'));
  const weeks = weeksOf(filters.get('weeks'));
  const hotspots = useHotspots(weeks, measure);
  return (
    <div className="page">
      <h1>{t('detections.title')}</h1>
      <DetectionTabs />
      <p className="faint">{t('hotspots.about')}</p>
      <div className="filters">
        <div className="filter-fields">
          <Field label={t('detections.measure')}>
            <Select
              aria-label={t('detections.measure')}
              value={measure}
              options={detectionMeasures.map((value) => ({
                value,
                label: t(`detections.measures.${value}`),
              }))}
              popupMatchSelectWidth={220}
              onChange={(value) => {
                filters.set({ measure: value });
              }}
            />
          </Field>
          <div className="field">
            <span>{t('hotspots.weeks')}</span>
            <WeeksSwitch
              weeks={weeks}
              onChange={(value) => {
                filters.set({ weeks: String(value) });
              }}
            />
          </div>
        </div>
      </div>
      <Answer asked={hotspots} lines={12}>
        {(page) => (
          <div className={hotspots.isPlaceholderData ? 'renewing' : ''}>
            <Found page={page} />
          </div>
        )}
      </Answer>
    </div>
  );
}
