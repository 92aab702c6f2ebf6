import { Input, Select } from 'antd';
import type { InspectionChoices } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Field } from '../parts/index.js';

/** Who does it, and until when. */
export interface Assignment {
  readonly officeId: string;
  readonly personId: string | null;
  readonly dueDay: string;
}

/** Office, person and day of an inspection. */
export function AssignmentFields({
  value,
  choices,
  onChange,
}: {
  readonly value: Assignment;
  readonly choices: InspectionChoices;
  readonly onChange: (value: Assignment) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <Field label={t('inspections.office')}>
        <Select
          aria-label={t('inspections.office')}
          showSearch={{ optionFilterProp: 'label' }}
          value={value.officeId === '' ? null : value.officeId}
          options={choices.offices.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={(officeId: string) => {
            onChange({ ...value, officeId });
          }}
        />
      </Field>
      <Field label={t('inspections.person')}>
        <Select
          allowClear
          aria-label={t('inspections.person')}
          placeholder={t('inspections.anybody')}
          value={value.personId}
          options={choices.people.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          onChange={(personId: string | null | undefined) => {
            onChange({ ...value, personId: personId ?? null });
          }}
        />
      </Field>
      <Field label={t('inspections.due')}>
        <Input
          type="date"
          value={value.dueDay}
          onChange={({ target }) => {
            onChange({ ...value, dueDay: target.value });
          }}
        />
      </Field>
    </>
  );
}

export const assignable = ({ officeId, dueDay }: Assignment): boolean => officeId !== '' && dueDay !== '';
