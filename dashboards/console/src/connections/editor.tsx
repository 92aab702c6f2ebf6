import { useState } from 'react';
import { App, Button, Drawer, Input } from 'antd';
import { connectionKinds, type Connection } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Fault, Field, instantText } from '../parts/index.js';
import { draftOf, freshDraft, freshSettings, inputOf, type Draft } from './draft.js';
import { ChoiceField, OfficeField, TextField } from './fields.js';
import { KindFields } from './kind-fields.js';
import { Probe } from './probe.js';
import { useSave, useTry } from './queries.js';

/** The password, token or key: written, never shown again. */
function SecretField({
  draft,
  kept,
  onChange,
}: {
  readonly draft: Draft;
  readonly kept: string | null;
  readonly onChange: (secret: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { settings } = draft;
  if (settings.kind === 'folder' || (settings.kind === 'http' && settings.auth.type === 'none')) return null;
  const long = settings.kind === 'sftp' && settings.auth === 'key';
  const shared = {
    value: draft.secret,
    autoComplete: 'new-password',
    'aria-label': t('connections.secret'),
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      onChange(target.value);
    },
  };
  return (
    <Field label={t('connections.secret')}>
      {long ? <Input.TextArea {...shared} rows={4} spellCheck={false} /> : <Input.Password {...shared} />}
      <span className="faint">
        {kept === null
          ? t('connections.secretHint')
          : t('connections.secretSet', { at: instantText(kept, language) })}
      </span>
    </Field>
  );
}

/** One connection, written, tried and saved. */
export function Editor({
  connection,
  onClose,
}: {
  readonly connection: Connection | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>(connection === null ? freshDraft : draftOf(connection));
  const id = connection?.id ?? null;
  const save = useSave(id);
  const trial = useTry(id);
  const change = (patch: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...patch }));
    trial.reset();
  };
  return (
    <Drawer
      open
      size="large"
      title={t(connection === null ? 'connections.add' : 'connections.edit')}
      onClose={onClose}
      footer={
        <div className="row-actions">
          <Button
            type="primary"
            loading={save.isPending}
            onClick={() => {
              save.mutate(inputOf(draft), {
                onSuccess: () => {
                  void message.success(t('connections.saved'));
                  onClose();
                },
              });
            }}
          >
            {t('common.save')}
          </Button>
          <Button
            loading={trial.isPending}
            onClick={() => {
              trial.mutate(inputOf(draft));
            }}
          >
            {t('connections.try')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      }
    >
      <div className="connection-form">
        <TextField
          label={t('connections.name')}
          value={draft.name}
          onChange={(name) => {
            change({ name });
          }}
        />
        <ChoiceField
          label={t('imports.source')}
          value={draft.source}
          options={sourceFamilies.map((value) => ({ value, label: t(`family.${value}`) }))}
          onChange={(source) => {
            change({ source });
          }}
        />
        <OfficeField
          label={t('imports.office')}
          value={draft.office}
          onChange={(office) => {
            change({ office });
          }}
        />
        <ChoiceField
          label={t('connections.kind')}
          value={draft.settings.kind}
          options={connectionKinds.map((value) => ({ value, label: t(`connections.kindName.${value}`) }))}
          onChange={(kind) => {
            change({ settings: freshSettings(kind), secret: '' });
          }}
        />
        <TextField
          label={t('connections.cron')}
          hint={t('connections.cronHint')}
          value={draft.cron}
          onChange={(cron) => {
            change({ cron });
          }}
        />
        <KindFields
          settings={draft.settings}
          onChange={(settings) => {
            change({ settings });
          }}
        />
        <SecretField
          draft={draft}
          kept={connection?.secretSetAt ?? null}
          onChange={(secret) => {
            change({ secret });
          }}
        />
      </div>
      {save.error !== null && <Fault error={save.error} />}
      {trial.error !== null && <Fault error={trial.error} />}
      {trial.data !== undefined && (
        <Probe
          probe={trial.data}
          onConfirm={(fingerprint) => {
            if (draft.settings.kind === 'sftp') change({ settings: { ...draft.settings, fingerprint } });
          }}
        />
      )}
    </Drawer>
  );
}
