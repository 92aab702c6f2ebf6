import type { ReactNode } from 'react';
import { DataList, Pager, type DataListProps } from './data-list.js';
import type { UrlFilters } from './filters.js';
import { Answer, Nothing, type Asked } from './states.js';

interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

interface PagedProps<P> {
  readonly asked: Asked<P> & { readonly isPlaceholderData: boolean };
  readonly filters: Pick<UrlFilters, 'setPage'>;
  readonly empty: ReactNode;
  readonly lines?: number;
}

/** One page of what the server holds: its states, what `children` make of it, and the way to the other pages. */
export function Paged<P extends Page<unknown>>({
  asked,
  filters,
  empty,
  lines = 12,
  children,
}: PagedProps<P> & { readonly children: (page: P) => ReactNode }) {
  return (
    <Answer asked={asked} lines={lines}>
      {(page) =>
        page.items.length === 0 ? (
          <Nothing>{empty}</Nothing>
        ) : (
          <div className={asked.isPlaceholderData ? 'renewing' : ''}>
            {children(page)}
            <Pager page={page.page} pageSize={page.pageSize} total={page.total} onPage={filters.setPage} />
          </div>
        )
      }
    </Answer>
  );
}

/** A page of rows as a table on a desk and cards on a phone. */
export function PageList<T>({
  asked,
  filters,
  empty,
  lines = 12,
  ...list
}: PagedProps<Page<T>> & Omit<DataListProps<T>, 'items'>) {
  return (
    <Paged asked={asked} filters={filters} empty={empty} lines={lines}>
      {({ items }) => <DataList items={items} {...list} />}
    </Paged>
  );
}
