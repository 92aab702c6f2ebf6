import { Input, Select } from 'antd';
import { useSay } from '../i18n/index.js';
import { Field } from '../parts/index.js';
import { useLayouts } from '../sources/index.js';

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly lines?: number;
  readonly onChange: (value: string) => void;
}

/** One line of text, or several. */
export function TextField({ label, value, hint, lines, onChange }: TextProps) {
  const shared = { value, 'aria-label': label, spellCheck: false } as const;
  return (
    <Field label={label}>
      {lines === undefined ? (
        <Input
          {...shared}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      ) : (
        <Input.TextArea
          {...shared}
          autoSize={{ minRows: lines, maxRows: 14 }}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      )}
      {hint !== undefined && <span className="faint">{hint}</span>}
    </Field>
  );
}

/** A whole number; what is none counts as 0, which the server refuses by name. */
export function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <TextField
      label={label}
      value={value === 0 ? '' : String(value)}
      onChange={(text) => {
        onChange(/^\d{1,6}$/u.test(text.trim()) ? Number(text) : 0);
      }}
    />
  );
}

/** One of a closed list. */
export function ChoiceField<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <Field label={label}>
      <Select<T> aria-label={label} value={value} options={[...options]} onChange={onChange} />
    </Field>
  );
}

/** An office that delivers something, or none in particular. */
export function OfficeField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (office: string | null) => void;
}) {
  const say = useSay();
  const layouts = useLayouts();
  const offices = new Map((layouts.data ?? []).map(({ office }) => [office.code, say(office.name)]));
  return (
    <Field label={label}>
      <Select
        allowClear
        aria-label={label}
        value={value}
        options={[...offices].map(([code, name]) => ({ value: code, label: name }))}
        onChange={(code: string | null | undefined) => {
          onChange(code ?? null);
        }}
      />
    </Field>
  );
}
