import type { Batch } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Answer, Nothing, Pager, useUrlFilters } from '../parts/index.js';
import { DELIVERED_PAGE } from './delivered.js';
import { useDelivered } from './queries.js';

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
              <div
                className="table-frame scroll"
                tabIndex={0}
                role="region"
                aria-label={t('imports.delivered')}
              >
                <table className="data cells">
                  <thead>
                    <tr>
                      <th scope="col">{t('alerts.sheet')}</th>
                      <th scope="col">{t('alerts.rowNo')}</th>
                      {page.headers.map((header, at) => (
                        // Headers of a delivery may repeat; their place is what tells them apart.
                        <th key={`${at}:${header}`} scope="col">
                          {header}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {page.items.map(({ sheet, row, cells }) => (
                      <tr key={`${sheet}:${row}`} className={row === wanted ? 'wanted' : ''}>
                        <td>{sheet}</td>
                        <td className="num">{row}</td>
                        {cells.map((cell, at) => (
                          <td key={`${at}:${page.headers[at] ?? ''}`}>{cell}</td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager page={page.page} pageSize={page.pageSize} total={page.total} onPage={filters.setPage} />
            </>
          )
        }
      </Answer>
    </section>
  );
}
