import type { Batch, DeliveredPage } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { useUrlFilters, CellTable, Paged } from '../parts/index.js';
import { DELIVERED_PAGE } from './delivered.js';
import { useDelivered } from './queries.js';

/** The rows of one sheet under its own headers. */
function Sheet({
  sheet,
  page,
  wanted,
}: {
  readonly sheet: string;
  readonly page: DeliveredPage;
  readonly wanted: number;
}) {
  const { t } = useTranslation();
  return (
    <>
      {sheet !== '' && <h3>{sheet}</h3>}
      <CellTable
        label={`${t('imports.delivered')} ${sheet}`}
        lead={[{ title: t('alerts.rowNo'), numeric: true }]}
        headers={page.headers[sheet] ?? []}
        rows={page.items
          .filter((item) => item.sheet === sheet)
          .map(({ row, cells }) => ({ key: row, lead: [row], cells, wanted: row === wanted }))}
      />
    </>
  );
}

/** Every row of a delivery as it came, page by page; the row that the address names stands out. */
export function DeliveredRows({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const rows = useDelivered(batch.id, filters.page, DELIVERED_PAGE);
  const wanted = Number(filters.get('row'));
  return (
    <section className="panel" aria-label={t('imports.delivered')}>
      <Paged asked={rows} filters={filters} empty={t('alerts.rowsEmpty')}>
        {(page) =>
          [...new Set(page.items.map(({ sheet }) => sheet))].map((sheet) => (
            <Sheet key={sheet} sheet={sheet} page={page} wanted={wanted} />
          ))
        }
      </Paged>
    </section>
  );
}
