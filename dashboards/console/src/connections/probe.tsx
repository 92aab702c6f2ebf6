import { Alert, Button } from 'antd';
import type { ConnectionProbe } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { CellTable } from '../parts/index.js';

/** What a try found: the reason why it failed, a host's key to be confirmed, or the first rows. */
export function Probe({
  probe,
  onConfirm,
}: {
  readonly probe: ConnectionProbe;
  readonly onConfirm: (fingerprint: string) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { problem, fingerprint, files, headers, layout } = probe;
  if (problem !== null) return <Alert className="fault" type="error" showIcon title={say(problem.message)} />;
  if (fingerprint !== null) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('connections.confirmKey')}
        description={<code className="num">{fingerprint}</code>}
        action={
          <Button
            size="small"
            onClick={() => {
              onConfirm(fingerprint);
            }}
          >
            {t('connections.confirmKeyDo')}
          </Button>
        }
      />
    );
  }
  if (headers.length === 0) return <Alert type="success" showIcon title={t('connections.nothingThere')} />;
  return (
    <div className="probe" role="status">
      <Alert
        type={layout === null ? 'warning' : 'success'}
        showIcon
        title={
          layout === null
            ? t('connections.noLayout')
            : t('connections.recognised', { layout: say(layout.name) })
        }
      />
      {files.length > 0 && (
        <p className="faint">
          {t('connections.files', { count: files.length, names: files.slice(0, 3).join(' · ') })}
        </p>
      )}
      <CellTable
        label={t('connections.sample')}
        headers={headers}
        rows={probe.rows.map((cells, row) => ({ key: `${row}:${cells[0] ?? ''}`, cells }))}
      />
      <p className="faint">{t('connections.masked')}</p>
    </div>
  );
}
