import { useState } from 'react';
import { App, Button, Input } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import type { Opened } from './calendar-table.js';
import { useReportNil } from './queries.js';

/** Takes down that the office had nothing to report in an owed period. */
export function NilReport({ opened, onDone }: { readonly opened: Opened; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const send = useReportNil(opened.row.layout);
  return (
    <form
      className="nil-report"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(
          { period: opened.cell.period, reason: reason.trim() },
          {
            onSuccess: () => {
              void message.success(t('deliveries.saved'));
              onDone();
            },
          },
        );
      }}
    >
      <p className="faint">{t('deliveries.nilHint')}</p>
      <label className="field">
        <span>{t('deliveries.nilWhy')}</span>
        <Input
          value={reason}
          maxLength={200}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      <Button htmlType="submit" disabled={reason.trim() === ''} loading={send.isPending}>
        {t('deliveries.nil')}
      </Button>
      {send.error !== null && <Fault error={send.error} />}
    </form>
  );
}
