import { useState } from 'react';
import { App, Select } from 'antd';
import type { Report } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Field, ReasonDialog } from '../parts/index.js';
import { useLinkStep, type LinkStep } from './queries.js';

/** What is about to be decided. */
export type Asked =
  | { readonly do: 'apart'; readonly eventId: string }
  | { readonly do: 'join'; readonly eventId: string }
  | { readonly do: 'undo'; readonly decisionId: string };

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
  const [withEventId, setWith] = useState('');
  const words = {
    apart: { title: t('matters.apartTitle'), hint: t('matters.apartHint'), action: t('matters.apart') },
    join: { title: t('matters.joinTitle'), hint: t('matters.joinHint'), action: t('matters.joinWith') },
    undo: { title: t('matters.undoTitle'), hint: t('matters.undoHint'), action: t('matters.undo') },
  }[asked.do];
  const told = (reason: string): LinkStep =>
    asked.do === 'join' ? { ...asked, withEventId, reason } : { ...asked, reason };
  return (
    <ReasonDialog
      title={words.title}
      action={words.action}
      ready={asked.do !== 'join' || withEventId !== ''}
      pending={step.isPending}
      error={step.error}
      onClose={onClose}
      onDo={(reason) => {
        step.mutate(told(reason), {
          onSuccess: () => {
            void message.success(t('matters.done'));
            onClose();
          },
        });
      }}
    >
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
    </ReasonDialog>
  );
}
