import { Button, Drawer } from 'antd';
import type { AlertDetail } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, Nothing } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { joinTables, type DeliveredRows } from './join-tables.js';
import { useSourceRows } from './queries.js';

function DeliveredTable({ table }: { readonly table: DeliveredRows }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const sheets = table.rows.some(({ sheet }) => sheet !== '');
  return (
    <section className="delivered">
      <h3>
        <DoorLink door="imports" to={`/imports/${encodeURIComponent(table.batchId)}`}>
          {table.fileName}
        </DoorLink>
      </h3>
      <p className="faint">
        {say(table.layout)} · {t('alerts.receivedAt', { at: instantText(table.receivedAt, language) })}
      </p>
      <div className="table-frame scroll" tabIndex={0} role="region" aria-label={table.fileName}>
        <table className="data cells">
          <thead>
            <tr>
              {sheets && <th scope="col">{t('alerts.sheet')}</th>}
              <th scope="col">{t('alerts.rowNo')}</th>
              {table.headers.map((header, at) => (
                // Headers of a delivery may repeat; their place is what tells them apart.
                <th key={`${at}:${header}`} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ sheet, row, cells }) => (
              <tr key={`${sheet}:${row}`}>
                {sheets && <td>{sheet}</td>}
                <td className="num">{row}</td>
                {cells.map((cell, at) => (
                  <td key={`${at}:${table.headers[at] ?? ''}`}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Rows({ alertId, feature }: { readonly alertId: string; readonly feature: string }) {
  const { t } = useTranslation();
  const rows = useSourceRows(alertId, feature);
  return (
    <Answer asked={rows}>
      {({ pages }) => {
        const total = pages[0]?.total ?? 0;
        if (total === 0) return <Nothing>{t('alerts.rowsEmpty')}</Nothing>;
        return (
          <>
            <p>{t('alerts.rowsOf', { total })}</p>
            {joinTables(pages).map((table) => (
              <DeliveredTable key={table.batchId} table={table} />
            ))}
            {rows.hasNextPage && (
              <Button block loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
                {t('common.next')}
              </Button>
            )}
          </>
        );
      }}
    </Answer>
  );
}

/** The rows of deliveries behind one measure, cell by cell as they came. */
export function RowsDrawer({
  alertId,
  feature,
  onClose,
}: {
  readonly alertId: string;
  readonly feature: AlertDetail['features'][number] | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Drawer
      open={feature !== null}
      onClose={onClose}
      destroyOnHidden
      size="min(1100px, 100vw)"
      title={feature === null ? '' : t('alerts.rowsTitle', { feature: say(feature.label) })}
    >
      {feature !== null && <Rows alertId={alertId} feature={feature.name} />}
    </Drawer>
  );
}
