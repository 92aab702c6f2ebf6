import { createBrowserRouter } from 'react-router';
import { Button } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { NotFound, PageMessage, Waiting } from '../parts/index.js';

/** A page that threw, or a piece of the console that a newer release has replaced. */
function PageFault() {
  const { t } = useTranslation();
  return (
    <PageMessage title={t('fault.pageTitle')} text={t('fault.pageText')}>
      <Button
        type="primary"
        onClick={() => {
          globalThis.location.reload();
        }}
      >
        {t('common.retry')}
      </Button>{' '}
      <Button href="/">{t('page.home')}</Button>
    </PageMessage>
  );
}

/** Every page comes when it is first opened. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFault,
    HydrateFallback: Waiting,
    children: [
      { path: '/sign-in', lazy: () => import('../people/sign-in-page.js') },
      {
        lazy: () => import('./shell.js'),
        children: [
          {
            ErrorBoundary: PageFault,
            children: [
              { path: '/', lazy: () => import('../insights/overview-page.js') },
              { path: '/alerts', lazy: () => import('../alerts/alerts-page.js') },
              { path: '/alerts/:id', lazy: () => import('../alerts/alert-page.js') },
              { path: '/incidents', lazy: () => import('../incidents/incidents-page.js') },
              { path: '/incidents/roster', lazy: () => import('../roster/roster-page.js') },
              { path: '/incidents/silences', lazy: () => import('../silences/silences-page.js') },
              { path: '/incidents/:id', lazy: () => import('../incidents/incident-page.js') },
              { path: '/detections', lazy: () => import('../detections/detections-page.js') },
              { path: '/detections/series', lazy: () => import('../detections/series-page.js') },
              { path: '/detections/hotspots', lazy: () => import('../detections/hotspots-page.js') },
              { path: '/inspections', lazy: () => import('../inspections/inspections-page.js') },
              { path: '/inspections/new', lazy: () => import('../inspections/new-page.js') },
              { path: '/inspections/campaigns', lazy: () => import('../inspections/campaigns-page.js') },
              { path: '/inspections/campaigns/new', lazy: () => import('../inspections/campaign-page.js') },
              { path: '/inspections/:id', lazy: () => import('../inspections/inspection-page.js') },
              { path: '/ledger', lazy: () => import('../ledger/ledger-page.js') },
              { path: '/imports', lazy: () => import('../sources/imports-page.js') },
              { path: '/imports/calendar', lazy: () => import('../deliveries/deliveries-page.js') },
              { path: '/imports/layouts', lazy: () => import('../layouts/layouts-page.js') },
              { path: '/imports/layouts/map', lazy: () => import('../layouts/map-page.js') },
              { path: '/imports/indicators', lazy: () => import('../indicators/indicators-page.js') },
              { path: '/imports/indicators/:code', lazy: () => import('../indicators/indicator-page.js') },
              { path: '/imports/connections', lazy: () => import('../connections/connections-page.js') },
              { path: '/imports/names', lazy: () => import('../employers/names-page.js') },
              { path: '/imports/quarantine', lazy: () => import('../quarantine/work-list-page.js') },
              { path: '/imports/:id', lazy: () => import('../sources/batch-page.js') },
              { path: '/employers', lazy: () => import('../employers/employers-page.js') },
              { path: '/employers/:id', lazy: () => import('../employers/employer-page.js') },
              { path: '/matters', lazy: () => import('../matters/matters-page.js') },
              { path: '/matters/:id', lazy: () => import('../matters/matter-page.js') },
              { path: '/topics', lazy: () => import('../readings/topics-page.js') },
              { path: '/respond', lazy: () => import('../respond/respond-page.js') },
              { path: '/respond/:id', lazy: () => import('../respond/incident-screen.js') },
              { path: '/messages', lazy: () => import('../messages/messages-page.js') },
              { path: '/notifications', lazy: () => import('../messages/notifications-page.js') },
              { path: '/channels', lazy: () => import('../channels/channels-page.js') },
              { path: '/settings', lazy: () => import('../settings/settings-page.js') },
              { path: '/replays', lazy: () => import('../replays/replays-page.js') },
              { path: '/replays/:id', lazy: () => import('../replays/replay-page.js') },
              { path: '/rules', lazy: () => import('../rules/rules-page.js') },
              { path: '/rules/new', lazy: () => import('../rules/edit-page.js') },
              { path: '/rules/:id', lazy: () => import('../rules/rule-page.js') },
              { path: '/rules/:id/versions', lazy: () => import('../rules/versions-page.js') },
              { path: '/rules/:id/edit', lazy: () => import('../rules/edit-page.js') },
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
]);
