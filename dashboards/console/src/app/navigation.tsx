import type { ReactNode } from 'react';
import {
  AlertOutlined,
  BankOutlined,
  BellOutlined,
  BookOutlined,
  ControlOutlined,
  DashboardOutlined,
  FireOutlined,
  InboxOutlined,
  LineChartOutlined,
} from '@ant-design/icons';
import { NavLink, useLocation } from 'react-router';
import { liveAlertStates } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { useDoors } from '../people/index.js';

const live = liveAlertStates.join(',');

const places = [
  { key: 'overview', to: '/', icon: <DashboardOutlined aria-hidden /> },
  { key: 'alerts', to: `/alerts?state=${live}`, icon: <BellOutlined aria-hidden /> },
  { key: 'incidents', to: '/incidents', icon: <AlertOutlined aria-hidden /> },
  { key: 'detections', to: '/detections', icon: <LineChartOutlined aria-hidden /> },
  { key: 'employers', to: '/employers', icon: <BankOutlined aria-hidden /> },
  { key: 'topics', to: '/topics', icon: <FireOutlined aria-hidden /> },
  { key: 'ledger', to: '/ledger', icon: <BookOutlined aria-hidden /> },
  { key: 'imports', to: '/imports', icon: <InboxOutlined aria-hidden /> },
  { key: 'rules', to: '/rules', icon: <ControlOutlined aria-hidden /> },
] as const satisfies readonly { key: string; to: string; icon: ReactNode }[];

/** The places of the console: a row above on a desk, a bar below on a phone. */
export function Navigation({ below }: { readonly below: boolean }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const may = useDoors();
  return (
    <nav className={below ? 'nav nav-below' : 'nav'} aria-label={t('nav.main')}>
      {places
        .filter(({ key }) => key === 'overview' || may(key))
        .map(({ key, to, icon }) => {
          const path = to.split('?')[0] ?? to;
          // Inspections stand beside incidents and have no place of their own.
          const at = pathname.startsWith('/inspections') ? '/incidents' : pathname;
          const here = path === '/' ? at === '/' : at.startsWith(path);
          return (
            <NavLink
              key={key}
              to={to}
              className={here ? 'here' : ''}
              aria-current={here ? 'page' : undefined}
            >
              {icon}
              <span>{t(`nav.${key}`)}</span>
            </NavLink>
          );
        })}
    </nav>
  );
}
