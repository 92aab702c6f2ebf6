import { useState } from 'react';
import type { ReactNode } from 'react';
import { App, Input, Modal } from 'antd';
import type { DeliveryOffice, DeliveryRow } from '@miaotou/contracts';
import { isValidDay } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import { useExpect, useSetContact } from './queries.js';

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function TextField({
  label,
  value,
  type = 'text',
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'date';
  readonly onChange: (text: string) => void;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <Input type={type} value={value} maxLength={200} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}

function Dialog({
  title,
  ready,
  busy,
  error,
  onSave,
  onClose,
  children,
}: {
  readonly title: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={title}
      okText={t('deliveries.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={onSave}
      onCancel={onClose}
    >
      {children}
      {error !== null && <Fault error={error} />}
    </Modal>
  );
}

/** Whom an office's letters go to. */
export function ContactDialog({
  office,
  onClose,
}: {
  readonly office: DeliveryOffice;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = App.useApp();
  const [contact, setContact] = useState(office.contact ?? '');
  const [phone, setPhone] = useState(office.phone ?? '');
  const save = useSetContact();
  const send = () => {
    const body = { office: office.office.zh, contact: orNull(contact), phone: orNull(phone) };
    save.mutate(body, {
      onSuccess: () => {
        void message.success(t('deliveries.saved'));
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={say(office.office)}
      ready
      busy={save.isPending}
      error={save.error}
      onSave={send}
      onClose={onClose}
    >
      <TextField label={t('deliveries.contact')} value={contact} onChange={setContact} />
      <TextField label={t('deliveries.phone')} value={phone} onChange={setPhone} />
    </Dialog>
  );
}

/** Since when a layout is expected, and why it is not waited for. */
export function ExpectationDialog({
  row,
  onClose,
}: {
  readonly row: DeliveryRow;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = App.useApp();
  const [since, setSince] = useState(row.since ?? '');
  const [from, setFrom] = useState(row.paused?.from ?? '');
  const [reason, setReason] = useState(row.paused?.reason ?? '');
  const save = useExpect(row.layout);
  const day = (text: string) => text === '' || isValidDay(text);
  const ready = day(since) && day(from) && (from === '') === (reason.trim() === '');
  const send = () => {
    const paused = from === '' ? null : { from, reason: reason.trim() };
    save.mutate(
      { since: orNull(since), paused },
      {
        onSuccess: () => {
          void message.success(t('deliveries.saved'));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`${t('deliveries.expectation')} · ${say(row.name)}`}
      ready={ready}
      busy={save.isPending}
      error={save.error}
      onSave={send}
      onClose={onClose}
    >
      <TextField label={t('deliveries.since')} type="date" value={since} onChange={setSince} />
      <TextField label={t('deliveries.pausedFrom')} type="date" value={from} onChange={setFrom} />
      <TextField label={t('deliveries.pausedWhy')} value={reason} onChange={setReason} />
    </Dialog>
  );
}
