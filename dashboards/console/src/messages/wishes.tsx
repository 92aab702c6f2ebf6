import { useState } from 'react';
import { App, Button, Input, Select, Switch } from 'antd';
import type { Preferences, PreferencesInput } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { useSavePreferences } from './queries.js';

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
function minuteOf(clock: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/u.exec(clock) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

const night = { from: 22 * 60, to: 7 * 60 };

/** Order of the ways, quiet hours and contacts of the signed-in person. */
export function WishesForm({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const save = useSavePreferences();
  const [channels, setChannels] = useState<readonly string[]>(preferences.channels);
  const [quiet, setQuiet] = useState(preferences.quiet);
  const [email, setEmail] = useState('');
  const [phone, setPhone] = useState('');
  const send = (contacts: Pick<PreferencesInput, 'email' | 'phone'>) => {
    save.mutate(
      { channels: [...channels], quiet, ...contacts },
      {
        onSuccess: () => {
          setEmail('');
          setPhone('');
          void message.success(t('messages.saved'));
        },
      },
    );
  };
  const contact = (
    kind: 'email' | 'phone',
    value: string,
    change: (text: string) => void,
    type: 'email' | 'tel',
  ) => {
    const kept = preferences[kind];
    return (
      <Field label={t(`messages.${kind}`)}>
        <Input
          type={type}
          aria-label={t(`messages.${kind}`)}
          value={value}
          placeholder={kept === null ? '' : t('messages.kept', { value: kept })}
          onChange={({ target }) => {
            change(target.value);
          }}
        />
        {kept !== null && (
          <Button
            size="small"
            type="link"
            onClick={() => {
              send({ [kind]: null });
            }}
          >
            {t('messages.clearContact')}
          </Button>
        )}
      </Field>
    );
  };
  return (
    <section className="panel wishes" aria-label={t('messages.settings')}>
      <h2>{t('messages.contacts')}</h2>
      {contact('email', email, setEmail, 'email')}
      {contact('phone', phone, setPhone, 'tel')}
      <p className="faint">{t('messages.contactHint')}</p>
      <h2>{t('messages.order')}</h2>
      <Select
        mode="multiple"
        aria-label={t('messages.order')}
        value={[...channels]}
        options={preferences.offered.map(({ id, kind, name }) => ({
          value: id,
          label:
            kind === 'web-push'
              ? t('channels.kindName.web-push')
              : `${name} · ${t(`channels.kindName.${kind}`)}`,
        }))}
        onChange={setChannels}
      />
      <p className="faint">{t('messages.orderHint')}</p>
      <h2>{t('messages.quiet')}</h2>
      <label className="switch-line">
        <Switch
          checked={quiet !== null}
          onChange={(checked) => {
            setQuiet(checked ? night : null);
          }}
        />
        {t('messages.quietOn')}
      </label>
      {quiet !== null && (
        <div className="quiet-hours">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(`messages.${end}`)}>
              <Input
                type="time"
                aria-label={t(`messages.${end}`)}
                value={clockOf(quiet[end])}
                onChange={({ target }) => {
                  const minute = minuteOf(target.value);
                  if (minute !== null) setQuiet({ ...quiet, [end]: minute });
                }}
              />
            </Field>
          ))}
        </div>
      )}
      <p className="faint">{t('messages.quietHint')}</p>
      {save.error !== null && <Fault error={save.error} />}
      <Button
        type="primary"
        loading={save.isPending}
        onClick={() => {
          send({
            ...(email.trim() === '' ? {} : { email: email.trim() }),
            ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
          });
        }}
      >
        {t('common.save')}
      </Button>
    </section>
  );
}
