import type { Note } from '@miaotou/contracts';
import { Link } from 'react-router';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, bytesText, instantText } from '../parts/index.js';
import { useArchive } from './queries.js';

/** What the reading decided, each in one sentence. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  const { t } = useTranslation();
  const say = useSay();
  if (notes.length === 0) return null;
  return (
    <ul className="batch-notes" aria-label={t('imports.notes')}>
      {notes.map(({ code, message }) => (
        <li key={message.zh} className={code === 'total-differs' ? 'worse' : ''}>
          {say(message)}
        </li>
      ))}
    </ul>
  );
}

/** The archive whose files are listed below, and what in it was no delivery. */
export function ArchivePanel({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const archive = useArchive(id);
  return (
    <Answer asked={archive} lines={2}>
      {(found) => (
        <section className="panel" aria-label={t('imports.archive')}>
          <h2 className="file-name">{found.fileName}</h2>
          <p className="faint num">
            {t('imports.archive')} · {bytesText(found.fileBytes)} · {found.receivedFrom} ·{' '}
            {instantText(found.receivedAt, language)}
          </p>
          <Notes notes={found.skipped} />
          <Link to="/imports">{t('imports.allBatches')}</Link>
        </section>
      )}
    </Answer>
  );
}
