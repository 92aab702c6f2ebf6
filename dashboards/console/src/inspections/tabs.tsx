import { NavLink } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { TabBar } from '../parts/index.js';

/** The views of inspections. */
export function InspectionTabs() {
  const { t } = useTranslation();
  return (
    <TabBar label={t('inspections.title')}>
      <NavLink to="/inspections" end>
        {t('inspections.tasks')}
      </NavLink>
      <NavLink to="/inspections/campaigns">{t('inspections.campaigns')}</NavLink>
    </TabBar>
  );
}
