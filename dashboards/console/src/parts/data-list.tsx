import type { ReactNode } from 'react';
import { Button } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { useNarrow } from './narrow.js';

export interface ListColumn<T> {
  readonly key: string;
  readonly title: ReactNode;
  readonly cell: (item: T) => ReactNode;
  readonly align?: 'end';
  readonly width?: string;
  /** On a phone: stands at the head of the card, without its title. */
  readonly head?: boolean;
}

export interface DataListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly ListColumn<T>[];
  readonly rowKey: (item: T) => string;
  readonly rowClass?: (item: T) => string;
}

/** Rows as a table on a desk, as cards on a phone. */
export function DataList<T>(props: DataListProps<T>) {
  return useNarrow() ? <Cards {...props} /> : <Table {...props} />;
}

function Table<T>({ label, items, columns, rowKey, rowClass }: DataListProps<T>) {
  return (
    <div className="table-frame">
      <table className="data" aria-label={label}>
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} {...(width === undefined ? {} : { style: { width } })} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" className={align ?? ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={rowKey(item)} className={rowClass?.(item) ?? ''}>
              {columns.map(({ key, cell, align }) => (
                <td key={key} className={align ?? ''}>
                  {cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards<T>({ label, items, columns, rowKey, rowClass }: DataListProps<T>) {
  return (
    <ul className="cards" aria-label={label}>
      {items.map((item) => (
        <li key={rowKey(item)} className={`card ${rowClass?.(item) ?? ''}`}>
          {columns
            .filter(({ head }) => head === true)
            .map(({ key, cell }) => (
              <div key={key} className="card-head">
                {cell(item)}
              </div>
            ))}
          <dl>
            {columns
              .filter(({ head }) => head !== true)
              .map(({ key, title, cell }) => (
                <div key={key}>
                  <dt>{title}</dt>
                  <dd>{cell(item)}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Pages of a list; says how many match in all. */
export function Pager({
  page,
  pageSize,
  total,
  onPage,
}: {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav className="pager" aria-label={t('common.page', { page, pages })}>
      <span className="num">{t('common.total', { count: total })}</span>
      {pages > 1 && (
        <>
          <Button
            disabled={page <= 1}
            onClick={() => {
              onPage(page - 1);
            }}
          >
            {t('common.previous')}
          </Button>
          <span className="num">{t('common.page', { page, pages })}</span>
          <Button
            disabled={page >= pages}
            onClick={() => {
              onPage(page + 1);
            }}
          >
            {t('common.next')}
          </Button>
        </>
      )}
    </nav>
  );
}
