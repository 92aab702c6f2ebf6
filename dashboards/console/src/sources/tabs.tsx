import { NavLink } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { TabBar } from '../parts/index.js';
import { useMay } from '../people/index.js';

/** The views of what comes in. */
export function ImportTabs() {
  const { t } = useTranslation();
  const mayConnect = useMay('connections');
  const mayOpen = useMay('delivered');
  return (
    <TabBar label={t('imports.title')}>
      <NavLink to="/imports" end>
        {t('imports.batches')}
      </NavLink>
      <NavLink to="/imports/calendar">{t('deliveries.title')}</NavLink>
      {mayOpen && <NavLink to="/imports/quarantine">{t('quarantine.title')}</NavLink>}
      <NavLink to="/imports/layouts">{t('imports.layouts')}</NavLink>
      <NavLink to="/imports/indicators">{t('indicators.title')}</NavLink>
      <NavLink to="/imports/names">{t('imports.names')}</NavLink>
      {mayConnect && <NavLink to="/imports/connections">{t('connections.title')}</NavLink>}
    </TabBar>
  );
}
