import { Segmented } from 'antd';
import { hotspotWeeks, type HotspotWeeks } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

/** Chooses how many weeks a scan looks back. */
export function WeeksSwitch({
  weeks,
  small = false,
  onChange,
}: {
  readonly weeks: HotspotWeeks;
  readonly small?: boolean;
  readonly onChange: (weeks: HotspotWeeks) => void;
}) {
  const { t } = useTranslation();
  return (
    <Segmented
      className="no-print"
      size={small ? 'small' : 'medium'}
      aria-label={t('hotspots.weeks')}
      value={weeks}
      options={hotspotWeeks.map((value) => ({ value, label: t('hotspots.short', { weeks: value }) }))}
      onChange={onChange}
    />
  );
}
