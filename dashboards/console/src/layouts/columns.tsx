import { Checkbox, Select } from 'antd';
import { dateOrders, unitNames } from '@miaotou/contracts';
import type { ColumnUnit, DateOrder, MappedColumn, Proposal } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import type { FieldChoice } from './fields.js';

export type ProposedColumn = Proposal['columns'][number];
export type Choice = Pick<MappedColumn, 'unit' | 'order' | 'required'> & { readonly field: string | null };

/** What was proposed, as the choice to begin with. */
export const choicesOf = (proposal: Proposal): readonly Choice[] =>
  proposal.columns.map(({ field, order }) => ({ field, unit: null, order, required: false }));

/** The columns that are mapped to something. */
export function mappedOf(
  columns: readonly ProposedColumn[],
  choices: readonly Choice[],
  fields: readonly FieldChoice[],
): MappedColumn[] {
  return columns.flatMap(({ heading }, at) => {
    const choice = choices[at];
    if (choice === undefined || choice.field === null) return [];
    const dated = fields.find(({ field }) => field === choice.field)?.dated === true;
    return [{ ...choice, field: choice.field, heading, order: dated ? choice.order : null }];
  });
}

/** Unit of a column's numbers: stated by its heading, or chosen. */
function Unit({
  column,
  choice,
  units,
  onChange,
}: {
  readonly column: ProposedColumn;
  readonly choice: Choice;
  readonly units: readonly ColumnUnit[];
  readonly onChange: (unit: ColumnUnit | null) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  if (column.unit !== null && units.includes(column.unit))
    return <span className="faint">{t('layouts.unitInHeading', { unit: say(unitNames[column.unit]) })}</span>;
  return (
    <Select
      aria-label={t('layouts.unitOf', { heading: column.heading })}
      value={choice.unit ?? 'unsaid'}
      options={[
        { value: 'unsaid' as const, label: t('layouts.unitUnsaid') },
        ...units.map((unit) => ({ value: unit, label: say(unitNames[unit]) })),
      ]}
      popupMatchSelectWidth={false}
      onChange={(unit: 'unsaid' | ColumnUnit) => {
        onChange(unit === 'unsaid' ? null : unit);
      }}
    />
  );
}

/** Order of a column's dates, where these do not begin with their year. */
function Order({
  heading,
  proven,
  order,
  onChange,
}: {
  readonly heading: string;
  readonly proven: boolean;
  readonly order: DateOrder | null;
  readonly onChange: (order: DateOrder | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        aria-label={t('layouts.orderOf', { heading })}
        value={order ?? 'unsaid'}
        options={(['unsaid', ...dateOrders] as const).map((one) => ({
          value: one,
          label: t(`layouts.order.${one}`),
        }))}
        popupMatchSelectWidth={false}
        onChange={(one: 'unsaid' | DateOrder) => {
          onChange(one === 'unsaid' ? null : one);
        }}
      />
      <span className="faint">{t(proven ? 'layouts.orderProven' : 'layouts.orderOpen')}</span>
    </>
  );
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
                patch(index, {
                  field: to === '' ? null : to,
                  unit: null,
                  order: column.order,
                  required: false,
                });
              }}
            />
            <div className="mapped-more">
              {field !== undefined && field.units.length > 0 && !column.known && (
                <Unit
                  column={column}
                  choice={choice}
                  units={field.units}
                  onChange={(unit) => {
                    patch(index, { unit });
                  }}
                />
              )}
              {field?.dated === true && column.yearLast && (
                <Order
                  heading={column.heading}
                  proven={column.order !== null}
                  order={choice.order}
                  onChange={(order) => {
                    patch(index, { order });
                  }}
                />
              )}
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
