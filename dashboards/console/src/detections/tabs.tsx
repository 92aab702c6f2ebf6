import { NavLink } from 'react-router';
import { useTranslation } from '../i18n/index.js';

/** The two views of what counts alone tell: series in time, hotspots in space. */
export function DetectionTabs() {
  const { t } = useTranslation();
  return (
    <nav className="tabs" aria-label={t('detections.views')}>
      <NavLink to="/detections" end>
        {t('detections.series')}
      </NavLink>
      <NavLink to="/detections/hotspots">{t('hotspots.title')}</NavLink>
    </nav>
  );
}
