import { Drawer } from 'antd';
import { Link } from 'react-router';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { instantText } from '../parts/index.js';
import { useMay } from '../people/index.js';
import type { Opened } from './calendar-table.js';
import { NilReport } from './nil-report.js';
import { signs, usePeriodText, useReasonText } from './words.js';

/** One period: where it stands, why, and the batches that told of it. */
export function PeriodDrawer({
  opened,
  onClose,
}: {
  readonly opened: Opened | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const periodText = usePeriodText();
  const reasonText = useReasonText();
  const mayReport = useMay('bringIn');
  if (opened === null) return null;
  const { row, cell } = opened;
  return (
    <Drawer
      open
      onClose={onClose}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={`${say(row.name)} · ${periodText(cell.period, row.cycle)}`}
    >
      <p>
        <span className={`delivery delivery-${cell.state}`} aria-hidden>
          {signs[cell.state]}
        </span>{' '}
        <strong>{t(`deliveries.state.${cell.state}`)}</strong>
      </p>
      <p>{reasonText(cell, row.paused?.reason ?? null)}</p>
      <p className="faint">
        {say(row.office)} ·{' '}
        {cell.rows === null ? t('deliveries.noRows') : t('deliveries.rows', { count: cell.rows })}
      </p>
      {cell.batches.length > 0 && (
        <ul className="brief" aria-label={t('imports.batches')}>
          {cell.batches.map(({ id, fileName, receivedAt }) => (
            <li key={id}>
              <Link to={`/imports/${encodeURIComponent(id)}`}>{fileName}</Link>
              <div className="faint num">{instantText(receivedAt, language)}</div>
            </li>
          ))}
        </ul>
      )}
      {cell.state === 'missing' && mayReport && <NilReport opened={opened} onDone={onClose} />}
    </Drawer>
  );
}
