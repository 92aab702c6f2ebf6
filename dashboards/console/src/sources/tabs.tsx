import { NavLink } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { useMay } from '../people/index.js';

/** The views of what comes in. */
export function ImportTabs() {
  const { t } = useTranslation();
  const mayOpen = useMay('delivered');
  return (
    <nav className="tabs" aria-label={t('imports.title')}>
      <NavLink to="/imports" end>
        {t('imports.batches')}
      </NavLink>
      {mayOpen && <NavLink to="/imports/quarantine">{t('quarantine.title')}</NavLink>}
      <NavLink to="/imports/layouts">{t('imports.layouts')}</NavLink>
      <NavLink to="/imports/names">{t('imports.names')}</NavLink>
    </nav>
  );
}
