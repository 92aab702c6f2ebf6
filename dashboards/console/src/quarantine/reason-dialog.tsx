import { useState, type ReactNode } from 'react';
import { Input, Modal } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';

/** Asks why before something is done; nothing is done without a reason. */
export function ReasonDialog({
  title,
  action,
  danger = false,
  pending,
  error,
  onClose,
  onDo,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onDo: (reason: string) => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={title}
      okText={action}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', danger }}
      confirmLoading={pending}
      onCancel={onClose}
      onOk={() => {
        onDo(reason.trim());
      }}
    >
      {children}
      <label className="field">
        <span>
          {t('common.reason')} ({t('common.required')})
        </span>
        <Input.TextArea
          value={reason}
          maxLength={500}
          showCount
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      {error !== null && <Fault error={error} />}
    </Modal>
  );
}
