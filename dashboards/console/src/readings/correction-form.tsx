import { useState } from 'react';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { EventReading, ReadingChanges, ReadingFacts } from '@miaotou/contracts';
import { disputeTypes, huilaiUnits, keyGroups } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { useCorrect } from './queries.js';

const fenInYuan = 100;
const lists = {
  disputeType: disputeTypes,
  keyGroup: keyGroups.filter(({ sensitive }) => !sensitive),
  town: huilaiUnits,
} as const satisfies Record<string, readonly { readonly code: string; readonly name: Bilingual }[]>;
const coded = ['disputeType', 'keyGroup', 'town'] as const;
const counted = ['persons', 'amountFen', 'months'] as const;
const flags = ['labour', 'danger'] as const;

/** The facts that differ from what stands. */
function changesOf(facts: ReadingFacts, draft: ReadingFacts): ReadingChanges {
  const changes: ReadingChanges = {};
  for (const name of counted) if (draft[name] !== facts[name]) changes[name] = draft[name];
  for (const name of coded) if (draft[name] !== facts[name]) changes[name] = draft[name];
  for (const name of flags) if (draft[name] !== facts[name]) changes[name] = draft[name];
  return changes;
}

/** What a person who read the text says instead, and why. */
export function CorrectionForm({
  reading,
  onDone,
}: {
  readonly reading: EventReading;
  readonly onDone: (saved: boolean) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const correct = useCorrect(reading.eventId);
  const [draft, setDraft] = useState(reading.facts);
  const [reason, setReason] = useState('');
  const set = (patch: Partial<ReadingFacts>) => {
    setDraft({ ...draft, ...patch });
  };
  const changes = changesOf(reading.facts, draft);
  const ready = Object.keys(changes).length > 0 && reason.trim().length > 1;
  return (
    <form
      className="correction-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        correct.mutate(
          { changes, reason: reason.trim() },
          {
            onSuccess: () => {
              onDone(true);
            },
          },
        );
      }}
    >
      <div className="correction-flags">
        {flags.map((name) => (
          <Checkbox
            key={name}
            checked={draft[name]}
            onChange={({ target }) => {
              set({ [name]: target.checked });
            }}
          >
            {t(`reading.fact.${name}`)}
          </Checkbox>
        ))}
      </div>
      {coded.map((name) => (
        <Field key={name} label={t(`reading.fact.${name}`)}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('reading.unknown')}
            aria-label={t(`reading.fact.${name}`)}
            value={draft[name]}
            options={lists[name].map((one) => ({ value: one.code, label: say(one.name) }))}
            onChange={(code: string | null | undefined) => {
              set({ [name]: code ?? null });
            }}
          />
        </Field>
      ))}
      {counted.map((name) => (
        <Field key={name} label={t(`reading.fact.${name}`)}>
          <InputNumber
            min={name === 'amountFen' ? 0 : name === 'months' ? 0.5 : 1}
            step={name === 'months' ? 0.5 : 1}
            precision={name === 'persons' ? 0 : name === 'months' ? 1 : 2}
            placeholder={t('reading.unknown')}
            value={name === 'amountFen' && draft[name] !== null ? draft[name] / fenInYuan : draft[name]}
            onChange={(value) => {
              set({ [name]: value === null || name !== 'amountFen' ? value : Math.round(value * fenInYuan) });
            }}
          />
        </Field>
      ))}
      <Field label={t('reading.reason')}>
        <Input
          value={reason}
          maxLength={500}
          placeholder={t('reading.reasonNeeded')}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </Field>
      {correct.error !== null && <Fault error={correct.error} />}
      <div className="correction-actions">
        <Button
          onClick={() => {
            onDone(false);
          }}
        >
          {t('reading.cancel')}
        </Button>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={correct.isPending}>
          {t('reading.save')}
        </Button>
      </div>
    </form>
  );
}
