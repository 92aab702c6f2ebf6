import { useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { useTranslation } from '../i18n/index.js';

export interface PeriodColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** Figures stand at the end of their cell. */
  readonly end: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** Periods of a series in numbers, the newest first, the earlier ones on demand; each opens to the rows behind it. */
export function PeriodTable<Row>({
  label,
  newest,
  shownFirst,
  columns,
  rowKey,
  periodOf,
  chosen,
  openable,
  onOpen,
}: {
  readonly label: string;
  readonly newest: readonly Row[];
  /** Periods that are shown before the reader asks for the earlier ones. */
  readonly shownFirst: number;
  readonly columns: readonly PeriodColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  /** The period in words. */
  readonly periodOf: (row: Row) => string;
  /** Key of the row that stands out. */
  readonly chosen?: string | null;
  readonly openable: (row: Row) => boolean;
  readonly onOpen: (key: string) => void;
}) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? newest : newest.slice(0, shownFirst);
  return (
    <>
      <div className="table-frame scroll series-table" tabIndex={0} role="region" aria-label={label}>
        <table className="data" aria-label={label}>
          <thead>
            <tr>
              {columns.map(({ key, title, end }) => (
                <th key={key} scope="col" className={end ? 'end' : ''}>
                  {title}
                </th>
              ))}
              <th scope="col" className="end no-print">
                {t('periods.rows')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={rowKey(row)} className={rowKey(row) === chosen ? 'wanted' : ''}>
                {columns.map(({ key, end, cell }) => (
                  <td key={key} className={end ? 'end num' : 'num'}>
                    {cell(row)}
                  </td>
                ))}
                <td className="end no-print">
                  <Button
                    size="small"
                    type="link"
                    disabled={!openable(row)}
                    aria-label={t('periods.openRowsOf', { period: periodOf(row) })}
                    onClick={() => {
                      onOpen(rowKey(row));
                    }}
                  >
                    {t('periods.openRows')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < newest.length && (
        <Button
          block
          onClick={() => {
            setAll(true);
          }}
        >
          {t('periods.older', { count: newest.length - shown.length })}
        </Button>
      )}
    </>
  );
}
