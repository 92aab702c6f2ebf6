import { useState } from 'react';
import { Input, Modal } from 'antd';
import { useSay, useTranslation } from '../i18n/index.js';
import { Fault, Field, Waiting } from '../parts/index.js';
import { ChangesList } from './changes-list.js';
import { useImport, useImportPreview } from './queries.js';

/** Rule files of this computer, looked at one by one before they become drafts. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const preview = useImportPreview();
  const bring = useImport();
  const [reason, setReason] = useState('');
  const look = async (chosen: readonly File[]) => {
    const texts = await Promise.all(
      chosen.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    if (texts.length > 0) preview.mutate(texts);
  };
  const files = preview.data?.files ?? [];
  const wanted = files.filter(({ standing }) => standing === 'new' || standing === 'changed');
  return (
    <Modal
      open
      width={720}
      title={t('rules.import')}
      okText={t('rules.importAction', { count: wanted.length })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: wanted.length === 0 || reason.trim().length < 2 }}
      confirmLoading={bring.isPending}
      onCancel={onClose}
      onOk={() => {
        bring.mutate(
          { files: wanted.map(({ name, text }) => ({ name, text })), reason: reason.trim() },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="ask">
        <Field label={t('rules.importFiles')}>
          <input
            type="file"
            multiple
            accept=".yaml,.yml"
            onChange={({ target }) => {
              void look([...(target.files ?? [])]);
            }}
          />
        </Field>
        {preview.isPending && <Waiting lines={2} />}
        {preview.error !== null && <Fault error={preview.error} />}
        <ul className="rule-files">
          {files.map(({ name, ruleId, ruleName, standing, changes, faults }) => (
            <li key={name}>
              <strong>{name}</strong> {ruleId} {ruleName !== null && say(ruleName)}{' '}
              <span className={`state-tag import-${standing}`}>{t(`rules.importStanding.${standing}`)}</span>
              {faults.map(({ line, column, code, message }) => (
                <div key={`${line}:${column}:${code}`} className="worse">
                  {line}:{column} {say(message)}
                </div>
              ))}
              {standing === 'changed' && <ChangesList changes={changes} />}
            </li>
          ))}
        </ul>
        {wanted.length > 0 && (
          <Field label={`${t('common.reason')} (${t('common.required')})`}>
            <Input.TextArea
              value={reason}
              maxLength={500}
              onChange={({ target }) => {
                setReason(target.value);
              }}
            />
          </Field>
        )}
        {bring.error !== null && <Fault error={bring.error} />}
      </div>
    </Modal>
  );
}
