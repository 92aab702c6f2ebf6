import { Input, Select } from 'antd';
import type { MappingTarget, Sample } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Field } from '../parts/index.js';

/** Stands among the layouts for a new table of values. */
const newTable = '\u0000';

/** What the columns are taken for: a layout that is known, or a new table of values with its name, office and cycle. */
export function Target({
  sample,
  target,
  onChange,
}: {
  readonly sample: Sample;
  readonly target: MappingTarget;
  readonly onChange: (target: MappingTarget) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <Field label={t('layouts.target')}>
        <Select
          aria-label={t('layouts.target')}
          value={target.kind === 'headings' ? target.layout : newTable}
          options={[
            ...sample.layouts.map(({ layout, name }) => ({ value: layout, label: say(name) })),
            { value: newTable, label: t('layouts.newTable') },
          ]}
          popupMatchSelectWidth={false}
          onChange={(layout) => {
            onChange(
              layout === newTable
                ? {
                    kind: 'table',
                    name: sample.fileName.replace(/\.[^.]+$/u, '').slice(0, 60),
                    office: sample.offices[0]?.code ?? '',
                    every: 'month',
                  }
                : { kind: 'headings', layout },
            );
          }}
        />
      </Field>
      {target.kind === 'table' && (
        <>
          <Field label={t('layouts.name')}>
            <Input
              aria-label={t('layouts.name')}
              value={target.name}
              maxLength={60}
              onChange={(event) => {
                onChange({ ...target, name: event.target.value });
              }}
            />
          </Field>
          <Field label={t('imports.office')}>
            <Select
              aria-label={t('imports.office')}
              value={target.office}
              options={sample.offices.map(({ code, name }) => ({ value: code, label: say(name) }))}
              popupMatchSelectWidth={false}
              onChange={(office) => {
                onChange({ ...target, office });
              }}
            />
          </Field>
          <Field label={t('imports.expected')}>
            <Select
              aria-label={t('imports.expected')}
              value={target.every}
              options={(['month', 'quarter', 'none'] as const).map((every) => ({
                value: every,
                label: t(`imports.cycle.${every}`),
              }))}
              onChange={(every) => {
                onChange({ ...target, every });
              }}
            />
          </Field>
        </>
      )}
    </>
  );
}
