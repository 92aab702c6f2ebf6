import { useRef, useState } from 'react';
import { Button, Progress, Select } from 'antd';
import { CloudUploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ReceivedSchema, type Received } from '@miaotou/contracts';
import { sourceFamilies, type SourceFamily } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useTranslation } from '../i18n/index.js';
import { bytesText, Fault, Field } from '../parts/index.js';
import { Notes } from './archive-panel.js';
import { BatchState } from './batch-state.js';
import { isMoving, useBatch, useBatchChange } from './queries.js';

interface Sending {
  readonly key: number;
  readonly file: File;
  readonly source: SourceFamily;
  readonly stop: AbortController;
  readonly share: number;
  readonly received: Received | null;
  readonly error: unknown;
}

/** What became of the files of an archive after it arrived. */
function ArrivedArchive({ archive }: { readonly archive: NonNullable<Received['archive']> }) {
  const { t } = useTranslation();
  return (
    <div className="arrived-archive">
      <Link to={`/imports?archive=${encodeURIComponent(archive.id)}`}>
        {t('imports.archiveFiles', { count: archive.batches.length })}
      </Link>
      {archive.batches.map((one) => (
        <div key={one.batchId} className="arrived">
          <span className="file-name">{one.fileName}</span>
          <Arrived received={one} />
        </div>
      ))}
      <Notes notes={archive.skipped} />
    </div>
  );
}

/** What became of a file after it arrived. */
function Arrived({ received }: { readonly received: Pick<Received, 'batchId' | 'known'> }) {
  const { t } = useTranslation();
  const batch = useBatch(received.batchId);
  const cancel = useBatchChange(received.batchId, 'cancel');
  return (
    <div className="arrived">
      <span>{t(received.known ? 'imports.known' : 'imports.uploaded')}</span>
      {batch.data !== undefined && <BatchState batch={batch.data} />}
      {batch.data !== undefined && isMoving(batch.data) && (
        <Button
          size="small"
          loading={cancel.isPending}
          onClick={() => {
            cancel.mutate({});
          }}
        >
          {t('imports.cancelBatch')}
        </Button>
      )}
      <Link to={`/imports/${encodeURIComponent(received.batchId)}`}>{t('imports.open')}</Link>
    </div>
  );
}

function SendingRow({ item }: { readonly item: Sending }) {
  const { t } = useTranslation();
  const percent = Math.round(item.share * 100);
  const cancelled = item.error instanceof DOMException && item.error.name === 'AbortError';
  const onItsWay = item.received === null && item.error === null;
  return (
    <li>
      <span className="file-name">{item.file.name}</span>
      <span className="faint num">
        {t(`family.${item.source}`)} · {bytesText(item.file.size)}
      </span>
      {onItsWay && (
        <>
          <Progress percent={percent} size="small" aria-label={t('imports.uploading', { percent })} />
          <Button
            size="small"
            onClick={() => {
              item.stop.abort();
            }}
          >
            {t('common.cancel')}
          </Button>
        </>
      )}
      {item.received !== null &&
        (item.received.archive === undefined ? (
          <Arrived received={item.received} />
        ) : (
          <ArrivedArchive archive={item.received.archive} />
        ))}
      {cancelled && <span className="faint">{t('imports.uploadCancelled')}</span>}
      {item.error !== null && !cancelled && <Fault error={item.error} />}
    </li>
  );
}

/** Files in: chosen or dropped, sent one by one with progress, each of which can be cancelled. */
export function Upload() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [source, setSource] = useState<SourceFamily>('complaints');
  const [items, setItems] = useState<readonly Sending[]>([]);
  const [over, setOver] = useState(false);
  const counter = useRef(0);
  const queue = useRef(Promise.resolve());

  const change = (key: number, patch: Partial<Sending>) => {
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...patch } : item)));
  };
  const send = async ({ key, file, source: from, stop }: Sending) => {
    try {
      stop.signal.throwIfAborted();
      const received = await http.upload(ReceivedSchema, {
        file,
        path: `/imports?source=${from}`,
        signal: stop.signal,
        onProgress: (share) => {
          change(key, { share });
        },
      });
      change(key, { received });
    } catch (error) {
      change(key, { error });
    }
    await client.invalidateQueries({ queryKey: ['imports', 'list'] });
  };
  const add = (files: Iterable<File>) => {
    const added = [...files].map((file): Sending => {
      counter.current += 1;
      const stop = new AbortController();
      return { key: counter.current, file, source, stop, share: 0, received: null, error: null };
    });
    setItems((before) => [...added.toReversed(), ...before]);
    for (const item of added) queue.current = queue.current.then(() => send(item));
  };

  return (
    <section className="panel upload" aria-label={t('imports.upload')}>
      <Field label={t('imports.uploadSource')}>
        <Select
          aria-label={t('imports.uploadSource')}
          value={source}
          options={sourceFamilies.map((family) => ({ value: family, label: t(`family.${family}`) }))}
          onChange={setSource}
        />
      </Field>
      <label
        className={over ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <CloudUploadOutlined />
        <span>
          <strong>{t('imports.upload')}</strong>
          <span className="faint">{t('imports.uploadHint')}</span>
        </span>
        <input
          className="sr-only"
          type="file"
          multiple
          accept=".csv,.txt,.gz,.xlsx,.zip"
          onChange={({ target }) => {
            add(target.files ?? []);
            target.value = '';
          }}
        />
      </label>
      {items.length > 0 && (
        <ul className="sendings" aria-live="polite">
          {items.map((item) => (
            <SendingRow key={item.key} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}
