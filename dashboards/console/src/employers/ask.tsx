import { useState, type ReactNode } from 'react';
import { Input, Modal } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';

/** A change of the register, looked at before it is done; it always needs a reason. */
export function Ask({
  title,
  action,
  ready,
  pending,
  error,
  onClose,
  onDo,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly ready: boolean;
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
      okButtonProps={{ disabled: !ready || reason.trim() === '' }}
      confirmLoading={pending}
      onCancel={onClose}
      onOk={() => {
        onDo(reason.trim());
      }}
    >
      <div className="ask">
        {children}
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
        {error !== null && <Fault error={error} />}
      </div>
    </Modal>
  );
}
