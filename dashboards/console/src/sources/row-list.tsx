import type { ReactNode } from 'react';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { DataList, instantText, type ListColumn } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { deliveredLink } from './delivered.js';

/** Where a counted row stands, and when it was known. */
export interface RowOrigin {
  readonly batchId: string;
  readonly fileName: string;
  readonly sheet: string;
  readonly row: number;
  readonly on: string;
  readonly knownAt: string;
}

/** Delivered rows behind a number, each with the way to where it stands in its file. */
export function RowList<T extends RowOrigin>({
  items,
  what,
  rowKey,
}: {
  readonly items: readonly T[];
  readonly what: (item: T) => ReactNode;
  readonly rowKey: (item: T) => string;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const columns: readonly ListColumn<T>[] = [
    {
      key: 'on',
      title: t('indicators.on'),
      width: '110px',
      head: true,
      cell: ({ on }) => <span className="num">{on}</span>,
    },
    { key: 'what', title: t('indicators.what'), cell: what },
    {
      key: 'file',
      title: t('indicators.file'),
      width: '34%',
      cell: ({ batchId, fileName, sheet, row }) => (
        <DoorLink door="delivered" to={deliveredLink(batchId, row)}>
          {fileName}
          {sheet === '' ? '' : ` · ${t('indicators.sheet')} ${sheet}`} · {t('indicators.row')} {row}
        </DoorLink>
      ),
    },
    {
      key: 'known',
      title: t('indicators.knownAt'),
      width: '140px',
      align: 'end',
      cell: ({ knownAt }) => <span className="num">{instantText(knownAt, language)}</span>,
    },
  ];
  return <DataList label={t('periods.rows')} items={items} columns={columns} rowKey={rowKey} />;
}
