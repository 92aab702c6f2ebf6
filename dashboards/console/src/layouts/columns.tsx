import { Checkbox, Select } from 'antd';
import type { MappedColumn, Proposal } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import type { FieldChoice } from './fields.js';

export type ProposedColumn = Proposal['columns'][number];
export type Choice = Pick<MappedColumn, 'unit' | 'required'> & { readonly field: string | null };

/** What was proposed, as the choice to begin with. */
export const choicesOf = (proposal: Proposal): readonly Choice[] =>
  proposal.columns.map(({ field }) => ({ field, unit: null, required: false }));

/** The columns that are mapped to something. */
export function mappedOf(columns: readonly ProposedColumn[], choices: readonly Choice[]): MappedColumn[] {
  return columns.flatMap(({ heading }, at) => {
    const choice = choices[at];
    return choice === undefined || choice.field === null ? [] : [{ ...choice, field: choice.field, heading }];
  });
}

/** One line per column of the sheet: its heading, what stands in it, and what it is. */
export function Columns({
  columns,
  choices,
  fields,
  onChange,
}: {
  readonly columns: readonly ProposedColumn[];
  readonly choices: readonly Choice[];
  readonly fields: readonly FieldChoice[];
  readonly onChange: (choices: readonly Choice[]) => void;
}) {
  const { t } = useTranslation();
  const patch = (index: number, part: Partial<Choice>) => {
    onChange(choices.map((one, at) => (at === index ? { ...one, ...part } : one)));
  };
  const taken = new Set(choices.map(({ field }) => field));
  return (
    <ul className="mapped-columns" aria-label={t('layouts.columns')}>
      {columns.map((column, index) => {
        const choice = choices[index];
        if (choice === undefined) return null;
        const field = fields.find((one) => one.field === choice.field);
        return (
          <li key={column.at} className={choice.field === null ? 'unmapped' : undefined}>
            <div>
              <strong>{column.heading}</strong>
              {column.known && <span className="state-tag">{t('layouts.known')}</span>}
              <div className="faint cell-samples">{column.samples.join(' · ')}</div>
            </div>
            <Select
              aria-label={t('layouts.meaning', { heading: column.heading })}
              value={choice.field ?? ''}
              disabled={column.known}
              showSearch={{ optionFilterProp: 'label' }}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('layouts.leftOut') },
                ...fields.map((one) => ({
                  value: one.field,
                  label: one.label,
                  disabled: one.field !== choice.field && taken.has(one.field),
                })),
              ]}
              onChange={(to: string) => {
                patch(index, { field: to === '' ? null : to, unit: null, required: false });
              }}
            />
            <div className="mapped-more">
              {field?.money === true &&
                !column.known &&
                (column.unit === null ? (
                  <Select
                    aria-label={t('layouts.unitOf', { heading: column.heading })}
                    value={choice.unit ?? 'unsaid'}
                    options={(['unsaid', 'yuan', 'wan-yuan'] as const).map((unit) => ({
                      value: unit,
                      label: t(`layouts.unit.${unit}`),
                    }))}
                    popupMatchSelectWidth={false}
                    onChange={(unit: 'unsaid' | 'yuan' | 'wan-yuan') => {
                      patch(index, { unit: unit === 'unsaid' ? null : unit });
                    }}
                  />
                ) : (
                  <span className="faint">
                    {t('layouts.unitInHeading', { unit: t(`layouts.unit.${column.unit}`) })}
                  </span>
                ))}
              {field?.value === true && (
                <Checkbox
                  checked={choice.required}
                  onChange={({ target }) => {
                    patch(index, { required: target.checked });
                  }}
                >
                  {t('layouts.mustFill')}
                </Checkbox>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
