import { useState } from 'react';
import { Input } from 'antd';
import type { Setting } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { Field, ReasonDialog } from '../parts/index.js';
import { usePropose } from './queries.js';

function readJson(text: string): { readonly body: unknown } | null {
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** A new version of a setting, written as the one in force with what differs; a second person decides on it. */
export function ProposeDialog({
  setting,
  onClose,
}: {
  readonly setting: Setting;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(setting.body, null, 2));
  const [effectiveFrom, setFrom] = useState(() => dayOf(new Date()));
  const propose = usePropose(setting.kind);
  const read = readJson(text);
  return (
    <ReasonDialog
      title={t('settings.proposeTitle', { name: t(`settings.kind.${setting.kind}`) })}
      action={t('settings.propose')}
      ready={read !== null && effectiveFrom !== ''}
      pending={propose.isPending}
      error={propose.error}
      onClose={onClose}
      onDo={(reason) => {
        if (read !== null) propose.mutate({ ...read, effectiveFrom, reason }, { onSuccess: onClose });
      }}
    >
      <Field label={t('settings.body')}>
        <Input.TextArea
          className="setting-body"
          value={text}
          spellCheck={false}
          status={read === null ? 'error' : ''}
          autoSize={{ minRows: 8, maxRows: 18 }}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
      </Field>
      {read === null && <span role="alert">{t('settings.notJson')}</span>}
      <Field label={t('settings.effectiveFrom')}>
        <Input
          type="date"
          value={effectiveFrom}
          onChange={({ target }) => {
            setFrom(target.value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
