import { Link } from 'react-router';
import type { QuarantineRow, RowVersion } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText } from '../parts/index.js';
import { useHistory } from './queries.js';

/** Cells that differ from the version before: header, then both texts. */
function changes(headers: readonly string[], now: RowVersion, before: RowVersion | undefined) {
  if (before === undefined) return [];
  const width = Math.max(now.cells.length, before.cells.length);
  return Array.from({ length: width }, (_, at) => ({
    header: headers[at] ?? `#${at + 1}`,
    was: before.cells[at] ?? '',
    is: now.cells[at] ?? '',
  })).filter(({ was, is }) => was !== is);
}

/** Every version of a row: who changed which cell, when and why. */
export function History({ row }: { readonly row: QuarantineRow }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const history = useHistory(row);
  return (
    <Answer asked={history} lines={2}>
      {({ headers, versions }) => (
        <ol className="versions">
          {versions.map((version, at) => (
            <li key={version.version}>
              <span className={`state-tag quarantine-${version.state}`}>
                {t(`imports.quarantineState.${version.state}`)}
              </span>{' '}
              <span className="num">{instantText(version.at, language)}</span>{' '}
              {version.by === '' ? t('quarantine.delivered') : version.by}
              {version.reason !== '' && <>：{version.reason}</>}{' '}
              {version.correctionId !== null && (
                <Link to={`/imports/${encodeURIComponent(version.correctionId)}`}>
                  {t('quarantine.correction', { id: version.correctionId })}
                </Link>
              )}
              <ul>
                {changes(headers, version, versions[at - 1]).map(({ header, was, is }) => (
                  <li key={header}>
                    <strong>{header}</strong> <del>{was === '' ? t('quarantine.emptyText') : was}</del> →{' '}
                    <ins>{is === '' ? t('quarantine.emptyText') : is}</ins>
                  </li>
                ))}
                {version.state !== 'corrected' &&
                  version.faults.map((fault) => (
                    <li key={`${fault.code}:${fault.field}`} className="faint">
                      {fault.header} {say(fault.message)}
                    </li>
                  ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}
