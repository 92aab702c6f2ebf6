import { useState } from 'react';
import { App, Alert, Button, Input, Modal } from 'antd';
import type { AlertAction, AlertDetail } from '@miaotou/contracts';
import { asProblem } from '../api/index.js';
import { useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import { useAlertAction } from './queries.js';

type Action = AlertAction['action'];

/** Closing an alert must say why. */
const noteNeeded: ReadonlySet<Action> = new Set(['resolve', 'dismiss', 'reopen']);

/** What the reader may do to the alert next, each with a note. */
export function Actions({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const act = useAlertAction(alert);
  const [chosen, setChosen] = useState<Action | null>(null);
  const [note, setNote] = useState('');
  const must = chosen !== null && noteNeeded.has(chosen);
  const conflict = act.error !== null && asProblem(act.error).status === 409;
  const close = () => {
    setChosen(null);
    act.reset();
  };
  const send = () => {
    if (chosen === null) return;
    const said = note.trim();
    act.mutate(
      { action: chosen, version: alert.version, ...(said === '' ? {} : { note: said }) },
      {
        onSuccess: () => {
          void message.success(t('alerts.done', { action: t(`alerts.act.${chosen}`) }));
          setNote('');
          setChosen(null);
        },
      },
    );
  };
  return (
    <section className="actions" aria-label={t('alerts.actions')}>
      {alert.actions.length === 0 && <span className="faint">{t('alerts.noActions')}</span>}
      {alert.actions.map((action, at) => (
        <Button
          key={action}
          size="large"
          type={at === 0 ? 'primary' : 'default'}
          danger={action === 'dismiss'}
          onClick={() => {
            setChosen(action);
          }}
        >
          {t(`alerts.act.${action}`)}
        </Button>
      ))}
      <Modal
        open={chosen !== null}
        title={chosen === null ? '' : t(`alerts.act.${chosen}`)}
        okText={t('common.confirm')}
        cancelText={t('common.cancel')}
        confirmLoading={act.isPending}
        okButtonProps={{ disabled: must && note.trim() === '' }}
        onOk={send}
        onCancel={close}
      >
        <label className="field">
          <span>{t(must ? 'alerts.noteNeeded' : 'alerts.noteOptional')}</span>
          <Input.TextArea
            value={note}
            maxLength={2000}
            showCount
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={({ target }) => {
              setNote(target.value);
            }}
          />
        </label>
        {conflict && <Alert type="warning" showIcon title={t('alerts.conflict')} />}
        {act.error !== null && !conflict && <Fault error={act.error} />}
      </Modal>
    </section>
  );
}
