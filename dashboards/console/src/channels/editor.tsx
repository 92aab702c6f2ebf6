import { useState } from 'react';
import { Input, Modal, Select } from 'antd';
import type { Channel } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { draftKinds, draftOf, inputOf, type Draft } from './draft.js';
import { useSaveChannel } from './queries.js';

type TextKey = 'name' | 'regions' | 'host' | 'port' | 'user' | 'from' | 'url' | 'address' | 'secret';

/** A channel, new or changed; secrets go in and never come out. */
export function ChannelEditor({
  channel,
  onClose,
}: {
  readonly channel: Channel | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const save = useSaveChannel(channel?.id ?? null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(channel));
  const input = inputOf(draft);
  const { kind } = draft;
  const isRobot = kind === 'wecom' || kind === 'dingtalk' || kind === 'feishu';
  const keep = channel === null ? '' : t('channels.keep');

  const text = (key: TextKey, label: string, secret = false) => (
    <Field label={label}>
      <Input
        aria-label={label}
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        value={draft[key]}
        placeholder={secret ? keep : ''}
        onChange={({ target }) => {
          setDraft({ ...draft, [key]: target.value });
        }}
      />
    </Field>
  );

  return (
    <Modal
      open
      title={t(channel === null ? 'channels.add' : 'channels.edit')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: input === null }}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => {
        if (input !== null)
          save.mutate({ ...input, enabled: channel?.enabled ?? true }, { onSuccess: onClose });
      }}
    >
      <div className="connection-form">
        <Field label={t('channels.kind')}>
          <Select
            aria-label={t('channels.kind')}
            disabled={channel !== null}
            value={kind}
            options={draftKinds.map((value) => ({ value, label: t(`channels.kindName.${value}`) }))}
            onChange={(value) => {
              setDraft({ ...draft, kind: value });
            }}
          />
        </Field>
        {text('name', t('channels.name'))}
        {kind === 'email' && (
          <>
            {text('host', t('channels.host'))}
            {text('port', t('channels.port'))}
            <Field label={t('channels.tls')}>
              <Select
                aria-label={t('channels.tls')}
                value={draft.tls}
                options={(['tls', 'starttls', 'none'] as const).map((value) => ({
                  value,
                  label: t(`channels.tlsName.${value}`),
                }))}
                onChange={(tls) => {
                  setDraft({ ...draft, tls });
                }}
              />
            </Field>
            {text('user', t('channels.user'))}
            {text('secret', t('channels.password'), true)}
            {text('from', t('channels.from'))}
          </>
        )}
        {isRobot && text('address', t('channels.address'), true)}
        {isRobot && kind !== 'wecom' && text('secret', t('channels.signingOptional'), true)}
        {(kind === 'sms' || kind === 'voice') && (
          <>
            {text('url', t('channels.url'))}
            {text('secret', t('channels.signing'), true)}
          </>
        )}
        <Field label={t('channels.lowestTier')}>
          <Select
            aria-label={t('channels.lowestTier')}
            value={draft.lowestTier}
            options={alertTiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
            onChange={(lowestTier) => {
              setDraft({ ...draft, lowestTier });
            }}
          />
          <span className="faint">{t('channels.lowestHint')}</span>
        </Field>
        {isRobot && text('regions', t('channels.regions'))}
      </div>
      {save.error !== null && <Fault error={save.error} />}
    </Modal>
  );
}
