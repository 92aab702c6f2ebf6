import { useState } from 'react';
import { Select } from 'antd';
import { useSay, useTranslation } from '../i18n/index.js';
import { useFound } from './queries.js';

/** Finds one employer of the register by name, other name or code. */
export function EmployerSelect({
  label,
  value,
  without,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  /** An employer that cannot be chosen. */
  readonly without?: string;
  readonly onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const [text, setText] = useState('');
  const found = useFound(text);
  const options = (found.data?.items ?? [])
    .filter(({ id }) => id !== without)
    .map(({ id, name, uscc, regionName, region, foundAs }) => ({
      value: id,
      label: [
        name,
        ...(foundAs === null ? [] : [t('employers.foundAs', { name: foundAs })]),
        uscc ?? t('imports.noUscc'),
        region === '' ? t('common.unknownRegion') : say(regionName),
      ].join(' · '),
    }));
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      aria-label={label}
      placeholder={t('employer.choose')}
      value={value === '' ? null : value}
      options={options}
      loading={found.isFetching}
      notFoundContent={text.trim() === '' ? t('employer.choose') : t('employers.empty')}
      style={{ width: '100%' }}
      onChange={(id: string | null | undefined) => {
        onChange(id ?? '');
      }}
    />
  );
}
