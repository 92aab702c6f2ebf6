import { useState } from 'react';
import { App, Input, Modal, Select } from 'antd';
import type { Report } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { useLinkStep, type LinkStep } from './queries.js';

/** What is about to be decided. */
export type Asked =
  | { readonly do: 'apart'; readonly eventId: string }
  | { readonly do: 'join'; readonly eventId: string }
  | { readonly do: 'undo'; readonly decisionId: string };

const shortest = 2;

/** Asks for the reason of a decision, and for the other report of a join. */
export function Decide({
  asked,
  others,
  nameOf,
  onClose,
}: {
  readonly asked: Asked;
  /** Reports that a join may name. */
  readonly others: readonly Report[];
  readonly nameOf: (eventId: string) => string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const step = useLinkStep();
  const [reason, setReason] = useState('');
  const [withEventId, setWith] = useState('');
  const words = {
    apart: { title: t('matters.apartTitle'), hint: t('matters.apartHint'), action: t('matters.apart') },
    join: { title: t('matters.joinTitle'), hint: t('matters.joinHint'), action: t('matters.joinWith') },
    undo: { title: t('matters.undoTitle'), hint: t('matters.undoHint'), action: t('matters.undo') },
  }[asked.do];
  const told: LinkStep =
    asked.do === 'join'
      ? { ...asked, withEventId, reason: reason.trim() }
      : { ...asked, reason: reason.trim() };
  const ready = reason.trim().length >= shortest && (asked.do !== 'join' || withEventId !== '');
  return (
    <Modal
      open
      title={words.title}
      okText={words.action}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={step.isPending}
      onCancel={onClose}
      onOk={() => {
        step.mutate(told, {
          onSuccess: () => {
            void message.success(t('matters.done'));
            onClose();
          },
        });
      }}
    >
      <div className="ask">
        {asked.do !== 'undo' && <strong>{nameOf(asked.eventId)}</strong>}
        <p className="faint">{words.hint}</p>
        {asked.do === 'join' && (
          <Field label={t('matters.joinWith')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('matters.joinWith')}
              value={withEventId === '' ? null : withEventId}
              options={others
                .filter(({ eventId }) => eventId !== asked.eventId)
                .map(({ eventId }) => ({ value: eventId, label: nameOf(eventId) }))}
              onChange={(value: string | null) => {
                setWith(value ?? '');
              }}
            />
          </Field>
        )}
        <Field label={`${t('common.reason')} (${t('common.required')})`}>
          <Input.TextArea
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => {
              setReason(target.value);
            }}
          />
        </Field>
        {step.error !== null && <Fault error={step.error} />}
      </div>
    </Modal>
  );
}
