import { Button, Drawer } from 'antd';
import type { AlertDetail } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, Nothing, CellTable } from '../parts/index.js';
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
      <CellTable
        label={table.fileName}
        lead={[
          ...(sheets ? [{ title: t('alerts.sheet') }] : []),
          { title: t('alerts.rowNo'), numeric: true },
        ]}
        headers={table.headers}
        rows={table.rows.map(({ sheet, row, cells }) => ({
          key: `${sheet}:${row}`,
          lead: sheets ? [sheet, row] : [row],
          cells,
        }))}
      />
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
