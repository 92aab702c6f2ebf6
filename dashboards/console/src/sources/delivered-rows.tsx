import type { Batch, DeliveredPage } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Answer, Nothing, Pager, useUrlFilters } from '../parts/index.js';
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
  const headers = page.headers[sheet] ?? [];
  return (
    <>
      {sheet !== '' && <h3>{sheet}</h3>}
      <div
        className="table-frame scroll"
        tabIndex={0}
        role="region"
        aria-label={`${t('imports.delivered')} ${sheet}`}
      >
        <table className="data cells">
          <thead>
            <tr>
              <th scope="col">{t('alerts.rowNo')}</th>
              {headers.map((header, at) => (
                // Headers of a delivery may repeat; their place is what tells them apart.
                <th key={`${at}:${header}`} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.items
              .filter((item) => item.sheet === sheet)
              .map(({ row, cells }) => (
                <tr key={row} className={row === wanted ? 'wanted' : ''}>
                  <td className="num">{row}</td>
                  {cells.map((cell, at) => (
                    <td key={`${at}:${headers[at] ?? ''}`}>{cell}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
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
      <Answer asked={rows}>
        {(page) =>
          page.items.length === 0 ? (
            <Nothing>{t('alerts.rowsEmpty')}</Nothing>
          ) : (
            <>
              {[...new Set(page.items.map(({ sheet }) => sheet))].map((sheet) => (
                <Sheet key={sheet} sheet={sheet} page={page} wanted={wanted} />
              ))}
              <Pager page={page.page} pageSize={page.pageSize} total={page.total} onPage={filters.setPage} />
            </>
          )
        }
      </Answer>
    </section>
  );
}
