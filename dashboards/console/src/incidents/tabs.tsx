import { NavLink } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { TabBar } from '../parts/index.js';
import { useMay } from '../people/index.js';

/** The views of the response. */
export function IncidentTabs() {
  const { t } = useTranslation();
  const maySilence = useMay('silences');
  const mayInspect = useMay('inspections');
  return (
    <TabBar label={t('incidents.title')}>
      <NavLink to="/incidents" end>
        {t('incidents.inbox')}
      </NavLink>
      <NavLink to="/incidents/roster">{t('roster.title')}</NavLink>
      {mayInspect && (
        <>
          <NavLink to="/inspections" end>
            {t('inspections.title')}
          </NavLink>
          <NavLink to="/inspections/campaigns">{t('inspections.campaigns')}</NavLink>
        </>
      )}
      {maySilence && <NavLink to="/incidents/silences">{t('silences.title')}</NavLink>}
    </TabBar>
  );
}
