import { useState } from 'react';
import { App, Checkbox, Input, Radio } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { Answer, Field, RegionSelect, ReasonDialog } from '../parts/index.js';
import { EmployerSelect } from './employer-select.js';
import { useChange, useSpellings } from './queries.js';

/** Takes rows that were delivered under some of an employer's names to another one. */
export function SplitDialog({
  employer,
  onClose,
}: {
  readonly employer: { readonly id: string; readonly name: string; readonly region: string };
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const spellings = useSpellings(employer.id);
  const change = useChange();
  const [names, setNames] = useState<readonly string[]>([]);
  const [made, setMade] = useState(true);
  const [name, setName] = useState('');
  const [region, setRegion] = useState(employer.region);
  const [existing, setExisting] = useState('');
  const ready = names.length > 0 && (made ? name.trim() !== '' : existing !== '');
  return (
    <ReasonDialog
      title={t('employer.splitTitle', { name: employer.name })}
      action={t('employer.splitDo')}
      ready={ready}
      pending={change.isPending}
      error={change.error}
      onClose={onClose}
      onDo={(reason) => {
        const to = made ? { name: name.trim(), region } : { employerId: existing };
        change.mutate(
          { do: 'split', id: employer.id, names: [...names], to, reason },
          {
            onSuccess: () => {
              void message.success(t('employer.splitDone'));
              onClose();
            },
          },
        );
      }}
    >
      <fieldset className="choices-list">
        <legend>{t('employer.splitWhich')}</legend>
        <Answer asked={spellings} lines={3}>
          {(shown) => (
            <ul>
              {shown.spellings.map(({ name: written, rows, batches }) => (
                <li key={written ?? ''}>
                  <Checkbox
                    disabled={written === null}
                    checked={written !== null && names.includes(written)}
                    onChange={({ target }) => {
                      if (written === null) return;
                      const next = target.checked
                        ? [...names, written]
                        : names.filter((one) => one !== written);
                      setNames(next);
                      if (name === '' && target.checked) setName(written);
                    }}
                  >
                    {written ?? t('employer.splitCodeOnly')}{' '}
                    <span className="faint num">{t('employer.splitRows', { rows, batches })}</span>
                  </Checkbox>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </fieldset>
      <Field label={t('employer.splitTo')}>
        <Radio.Group
          value={made}
          options={[
            { value: true, label: t('employer.splitNew') },
            { value: false, label: t('employer.splitOld') },
          ]}
          onChange={({ target }) => {
            setMade(target.value === true);
          }}
        />
      </Field>
      {made ? (
        <>
          <Field label={t('employer.splitName')}>
            <Input
              value={name}
              maxLength={200}
              onChange={({ target }) => {
                setName(target.value);
              }}
            />
          </Field>
          <RegionSelect value={region} onChange={setRegion} />
        </>
      ) : (
        <Field label={t('employer.splitOld')}>
          <EmployerSelect
            label={t('employer.splitOld')}
            value={existing}
            without={employer.id}
            onChange={setExisting}
          />
        </Field>
      )}
    </ReasonDialog>
  );
}
