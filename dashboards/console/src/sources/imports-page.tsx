import { Select } from 'antd';
import { Link } from 'react-router';
import { batchStates, type Batch } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Field, FilterBar, instantText, useUrlFilters, type ListColumn, PageList } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ArchivePanel } from './archive-panel.js';
import { BatchState } from './batch-state.js';
import { useBatches } from './queries.js';
import { ImportTabs } from './tabs.js';
import { Upload } from './upload.js';

function useColumns(): readonly ListColumn<Batch>[] {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const count = (key: 'rows' | 'accepted' | 'quarantined' | 'duplicates'): ListColumn<Batch> => ({
    key,
    title: t(`imports.${key}`),
    align: 'end',
    width: '84px',
    cell: (batch) => (
      <span className={key === 'quarantined' && batch.quarantined > 0 ? 'num worse' : 'num'}>
        {batch[key].toLocaleString('en-US')}
      </span>
    ),
  });
  return [
    {
      key: 'file',
      title: t('imports.file'),
      head: true,
      cell: ({ id, fileName, layoutName, archive }) => (
        <div className="alert-cell">
          <Link to={`/imports/${encodeURIComponent(id)}`}>{fileName}</Link>
          <div className="faint">
            {layoutName === null ? '—' : say(layoutName)}
            {archive !== null && (
              <>
                {' · '}
                <Link to={`/imports?archive=${encodeURIComponent(archive.id)}`}>{archive.fileName}</Link>
              </>
            )}
          </div>
        </div>
      ),
    },
    {
      key: 'source',
      title: t('imports.source'),
      width: '120px',
      cell: ({ source, via }) => (
        <>
          {t(`family.${source}`)}
          <div className="faint">{t(`imports.via.${via}`)}</div>
        </>
      ),
    },
    {
      key: 'state',
      title: t('imports.state'),
      width: '190px',
      cell: (batch) => <BatchState batch={batch} />,
    },
    count('rows'),
    count('accepted'),
    count('quarantined'),
    count('duplicates'),
    {
      key: 'received',
      title: t('imports.received'),
      align: 'end',
      width: '140px',
      cell: ({ receivedAt }) => <span className="num">{instantText(receivedAt, language)}</span>,
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const batches = useBatches(filters.params.toString());
  const columns = useColumns();
  const mayBringIn = useMay('bringIn');
  const archive = filters.get('archive');
  const set = ['source', 'state'].filter((name) => filters.get(name) !== '');
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      {archive === '' ? mayBringIn && <Upload /> : <ArchivePanel id={archive} />}
      <FilterBar count={set.length}>
        <Field label={t('imports.source')}>
          <Select
            allowClear
            placeholder={t('common.all')}
            aria-label={t('imports.source')}
            value={filters.get('source') === '' ? null : filters.get('source')}
            options={sourceFamilies.map((family) => ({ value: family, label: t(`family.${family}`) }))}
            onChange={(source: string | null | undefined) => {
              filters.set({ source: source ?? '' });
            }}
          />
        </Field>
        <Field label={t('imports.state')}>
          <Select
            allowClear
            placeholder={t('common.all')}
            aria-label={t('imports.state')}
            value={filters.get('state') === '' ? null : filters.get('state')}
            options={batchStates.map((state) => ({ value: state, label: t(`imports.batchState.${state}`) }))}
            onChange={(state: string | null | undefined) => {
              filters.set({ state: state ?? '' });
            }}
          />
        </Field>
      </FilterBar>
      <PageList
        asked={batches}
        filters={filters}
        empty={t('imports.empty')}
        lines={10}
        label={t('imports.batches')}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </div>
  );
}
