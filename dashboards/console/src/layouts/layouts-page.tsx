import type { SourceLayout } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, DataList, instantText, Nothing, type ListColumn } from '../parts/index.js';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useMay } from '../people/index.js';
import { ImportTabs, useLayouts } from '../sources/index.js';
import { versionText } from './version-text.js';
import { Versions } from './versions.js';

/** From here on a source counts as overdue, as in rule R38. */
const OVERDUE_CYCLES = 1.2;

function Columns({ layout }: { readonly layout: SourceLayout }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('imports.columns', { count: layout.columns.length })}</summary>
      <ul className="layout-columns" aria-label={t('imports.columnNames')}>
        {layout.columns.map(({ header, aliases, required, personal }) => (
          <li key={header}>
            <strong>{header}</strong>
            {required && <em> {t('imports.requiredColumn')}</em>}
            {personal !== null && <em> {t(`imports.personal.${personal}`)}</em>}
            {aliases.length > 0 && <span className="faint"> {aliases.join(' / ')}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function useColumns(): readonly ListColumn<SourceLayout>[] {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  return [
    {
      key: 'name',
      title: t('imports.layout'),
      head: true,
      cell: (layout) => (
        <div className="alert-cell" id={layout.layout}>
          <strong>{say(layout.name)}</strong>
          <div className="faint">
            {t(`family.${layout.source}`)} · {layout.layout} v{versionText(layout.version)}
          </div>
          <Columns layout={layout} />
        </div>
      ),
    },
    { key: 'office', title: t('imports.office'), width: '18%', cell: ({ office }) => say(office.name) },
    {
      key: 'cycle',
      title: t('imports.expected'),
      width: '100px',
      cell: ({ cycle }) => t(`imports.cycle.${cycle}`),
    },
    {
      key: 'through',
      title: t('imports.completeThrough'),
      width: '120px',
      cell: ({ completeThrough }) => (
        <span className="num">{completeThrough ?? t('overview.neverDelivered')}</span>
      ),
    },
    {
      key: 'silence',
      title: t('imports.silence'),
      width: '130px',
      cell: ({ silentCycles, cycle }) => {
        if (cycle === 'none' || silentCycles === null) return <span className="faint">—</span>;
        return silentCycles >= OVERDUE_CYCLES ? (
          <strong className="num worse">
            {t('imports.silent', { count: Math.round(silentCycles * 10) / 10 })}
          </strong>
        ) : (
          <span className="better">{t('imports.onTime')}</span>
        );
      },
    },
    {
      key: 'last',
      title: t('imports.lastBatch'),
      width: '140px',
      align: 'end',
      cell: ({ lastBatchAt }) => (
        <span className="num">{lastBatchAt === null ? '—' : instantText(lastBatchAt, language)}</span>
      ),
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const layouts = useLayouts();
  const columns = useColumns();
  const may = useMay('bringIn');
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      {may && (
        <p>
          <Link to="/imports/layouts/map">
            <Button>{t('layouts.fromSample')}</Button>
          </Link>
        </p>
      )}
      <Answer asked={layouts} lines={10}>
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>{t('common.missing')}</Nothing>
          ) : (
            <DataList
              label={t('imports.layouts')}
              items={rows}
              columns={columns}
              rowKey={({ layout }) => layout}
            />
          )
        }
      </Answer>
      <Versions />
    </div>
  );
}
