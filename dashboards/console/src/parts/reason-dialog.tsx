import { useState, type ReactNode } from 'react';
import { Input, Modal } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { Field } from './filters.js';
import { Fault } from './states.js';

const shortest = 2;

/** A change, looked at before it is done; nothing is done without a reason. */
export function ReasonDialog({
  title,
  action,
  ready = true,
  danger = false,
  showCount = false,
  pending,
  error,
  onClose,
  onDo,
  children,
}: {
  readonly title: string;
  readonly action: string;
  /** False while something else is still to be chosen. */
  readonly ready?: boolean;
  readonly danger?: boolean;
  /** Says how long the reason is and may be. */
  readonly showCount?: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onDo: (reason: string) => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const reason = text.trim();
  return (
    <Modal
      open
      title={title}
      okText={action}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready || reason.length < shortest, danger }}
      confirmLoading={pending}
      onCancel={onClose}
      onOk={() => {
        onDo(reason);
      }}
    >
      <div className="ask">
        {children}
        <Field label={`${t('common.reason')} (${t('common.required')})`}>
          <Input.TextArea
            value={text}
            maxLength={500}
            showCount={showCount}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => {
              setText(target.value);
            }}
          />
        </Field>
        {error !== null && <Fault error={error} />}
      </div>
    </Modal>
  );
}
