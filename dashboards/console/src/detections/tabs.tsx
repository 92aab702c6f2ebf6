import { NavLink } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { TabBar } from '../parts/index.js';

/** The two views of what counts alone tell: series in time, hotspots in space. */
export function DetectionTabs() {
  const { t } = useTranslation();
  return (
    <TabBar label={t('detections.views')}>
      <NavLink to="/detections" end>
        {t('detections.series')}
      </NavLink>
      <NavLink to="/detections/hotspots">{t('hotspots.title')}</NavLink>
    </TabBar>
  );
}
