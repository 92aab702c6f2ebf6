import { Button } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Batch } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, bytesText, Fault, instantText } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { Quarantine } from '../quarantine/index.js';
import { versionText } from '../layouts/index.js';
import { Notes } from './archive-panel.js';
import { BatchState } from './batch-state.js';
import { DeliveredRows } from './delivered-rows.js';
import { isMoving, useBatch, useBatchChange } from './queries.js';

/** Refusals that a mapping of columns mends. */
const mappable: ReadonlySet<string> = new Set(['unknown-layout', 'doubled-column']);

const text = (count: number) => count.toLocaleString('en-US');

function Counts({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="batch-counts">
        {(['rows', 'accepted', 'quarantined', 'duplicates', 'corrected'] as const).map((name) => (
          <div key={name}>
            <span className="faint">{t(`imports.${name}`)}</span>
            <strong className={name === 'quarantined' && batch.quarantined > 0 ? 'num worse' : 'num'}>
              {text(batch[name])}
            </strong>
          </div>
        ))}
      </div>
      <p className="faint num">
        {t('imports.sum', {
          rows: text(batch.rows),
          accepted: text(batch.accepted),
          quarantined: text(batch.quarantined),
          duplicates: text(batch.duplicates),
        })}
        {batch.held > 0 && ` · ${t('imports.held', { rows: text(batch.held) })}`}
      </p>
    </>
  );
}

function Facts({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('imports.source'), t(`family.${batch.source}`)],
    [
      t('imports.layout'),
      batch.layoutName === null
        ? '—'
        : `${say(batch.layoutName)}${batch.layoutVersion === null ? '' : ` v${versionText(batch.layoutVersion)}`}`,
    ],
    [t('imports.period'), batch.period ?? '—'],
    [t('imports.by'), `${batch.receivedFrom} · ${t(`imports.via.${batch.via}`)}`],
    [t('imports.received'), instantText(batch.receivedAt, language)],
    [t('imports.observedAt'), instantText(batch.observedAt, language)],
    [t('imports.bytes'), bytesText(batch.fileBytes)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
      {batch.archive !== null && (
        <div>
          <dt>{t('imports.archive')}</dt>
          <dd>
            <Link to={`/imports?archive=${encodeURIComponent(batch.archive.id)}`}>
              {batch.archive.fileName}
            </Link>
          </dd>
        </div>
      )}
      {batch.corrects !== null && (
        <div>
          <dt>{t('imports.correctsBatch')}</dt>
          <dd>
            <Link to={`/imports/${encodeURIComponent(batch.corrects)}`}>{batch.corrects.slice(0, 8)}</Link>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Cancel({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const may = useMay('bringIn');
  const cancel = useBatchChange(batch.id, 'cancel');
  if (!may || !isMoving(batch)) return null;
  return (
    <>
      <Button
        loading={cancel.isPending}
        onClick={() => {
          cancel.mutate({});
        }}
      >
        {t('imports.cancelBatch')}
      </Button>
      {cancel.error !== null && <Fault error={cancel.error} />}
    </>
  );
}

/** A file that no layout reads can be read once somebody says what its columns are. */
function MapColumns({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const may = useMay('bringIn');
  const unread = batch.state === 'refused' && mappable.has(batch.problem?.code ?? '');
  if (!may || !unread || batch.corrects !== null) return null;
  return (
    <Link to={`/imports/layouts/map?batch=${encodeURIComponent(batch.id)}`}>
      <Button type="primary">{t('layouts.mapColumns')}</Button>
    </Link>
  );
}

/** What could not be kept, or everything that came. */
function Rows({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const all = params.get('view') === 'rows';
  return (
    <>
      <nav className="tabs" aria-label={batch.fileName}>
        <Link to="?" className={all ? '' : 'active'} aria-current={all ? undefined : 'page'}>
          {t('imports.quarantine')}
        </Link>
        <Link to="?view=rows" className={all ? 'active' : ''} aria-current={all ? 'page' : undefined}>
          {t('imports.delivered')}
        </Link>
      </nav>
      {all ? <DeliveredRows batch={batch} /> : <Quarantine batch={batch} />}
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const say = useSay();
  const { id = '' } = useParams();
  const batch = useBatch(id);
  const mayOpen = useMay('delivered');
  return (
    <div className="page">
      <Link to="/imports">← {t('imports.batches')}</Link>
      <Answer asked={batch} lines={12}>
        {(found) => (
          <>
            <h1 className="file-name">{found.fileName}</h1>
            <section className="panel" aria-label={found.fileName}>
              <BatchState batch={found} />
              {found.problem?.faults?.map((fault) => (
                <p key={`${fault.code}:${fault.place?.row ?? ''}:${fault.place?.field ?? ''}`}>
                  {say(fault.message)}
                </p>
              ))}
              <Notes notes={found.notes} />
              <MapColumns batch={found} />
              <Cancel batch={found} />
              <Counts batch={found} />
              <Facts batch={found} />
            </section>
            {mayOpen && <Rows batch={found} />}
          </>
        )}
      </Answer>
    </div>
  );
}
