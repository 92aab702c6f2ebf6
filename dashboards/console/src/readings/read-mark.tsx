import { Tooltip } from 'antd';
import { useTranslation } from '../i18n/index.js';

/** Says of a value beside it that the machine read it from a text. */
export function ReadMark() {
  const { t } = useTranslation();
  return (
    <Tooltip title={t('reading.markHint')}>
      <span className="read-mark">{t('reading.mark')}</span>
    </Tooltip>
  );
}
