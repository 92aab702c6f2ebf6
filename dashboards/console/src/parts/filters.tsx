import { useState, type ReactNode } from 'react';
import { Badge, Button, Input, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { foreignStates, huilaiUnits, provinces } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { useNarrow } from './narrow.js';

export interface UrlFilters {
  readonly params: URLSearchParams;
  readonly get: (name: string) => string;
  /** Changes filters in the address and goes back to the first page; an empty text removes one. */
  readonly set: (patch: Readonly<Record<string, string>>) => void;
  readonly page: number;
  readonly setPage: (page: number) => void;
  readonly clear: () => void;
}

/** Filters that live in the page's address, so that a view can be sent to a colleague. */
export function useUrlFilters(): UrlFilters {
  const [params, setParams] = useSearchParams();
  const change = (patch: Readonly<Record<string, string>>) => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(patch)) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  };
  const page = Number(params.get('page') ?? '1');
  return {
    params,
    get: (name) => params.get(name) ?? '',
    set: (patch) => {
      change({ ...patch, page: '' });
    },
    page: Number.isInteger(page) && page > 0 ? page : 1,
    setPage: (to) => {
      change({ page: to === 1 ? '' : String(to) });
      globalThis.scrollTo({ top: 0 });
    },
    clear: () => {
      setParams(new URLSearchParams(), { replace: true });
    },
  };
}

/** A bar of filters; on a phone it folds behind a button that says how many are set. */
export function FilterBar({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {narrow && (
        <Badge count={count} size="small">
          <Button
            aria-expanded={open}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {t('common.filters')}
          </Button>
        </Badge>
      )}
      {(!narrow || open) && <div className="filter-fields">{children}</div>}
    </form>
  );
}

/** One labelled control of a filter bar. */
export function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface Choice {
  readonly value: string;
  readonly label: ReactNode;
}

/** One of a closed list, or all of it; `width` of the opened list in pixels, as wide as its words where it is left out. */
export function ChoiceFilter({
  name,
  label,
  options,
  width,
  filters,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Choice[];
  readonly width?: number;
  readonly filters: UrlFilters;
}) {
  const { t } = useTranslation();
  const value = filters.get(name);
  return (
    <Field label={label}>
      <Select
        allowClear
        aria-label={label}
        placeholder={t('common.all')}
        value={value === '' ? null : value}
        options={[...options]}
        popupMatchSelectWidth={width ?? false}
        onChange={(chosen: string | null | undefined) => {
          filters.set({ [name]: chosen ?? '' });
        }}
      />
    </Field>
  );
}

/** Several of a closed list, as buttons that stay pressed; the value is comma-separated. */
export function Choices({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const chosen = value.split(',').filter((item) => item !== '');
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {options.map((option) => {
        const on = chosen.includes(option.value);
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={on}
            onClick={() => {
              const next = options
                .map((each) => each.value)
                .filter((each) => (each === option.value ? !on : chosen.includes(each)));
              onChange(next.join(','));
            }}
          >
            {option.label}
          </button>
        );
      })}
    </fieldset>
  );
}

/** A place: towns and zones of the county, then the provinces and states that archives speak of. */
export function RegionSelect({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const options = [...huilaiUnits, ...provinces, ...foreignStates].map(({ code, name }) => ({
    value: code,
    label: say(name),
  }));
  return (
    <Field label={t('common.region')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder={t('common.regionAll')}
        value={value === '' ? null : value}
        options={options}
        popupMatchSelectWidth={220}
        aria-label={t('common.region')}
        onChange={(code: string | null | undefined) => {
          onChange(code ?? '');
        }}
      />
    </Field>
  );
}

/** Two calendar days, either of which may be open. */
export function DayRange({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(`common.${name}`)}>
          <Input
            type="date"
            value={filters.get(name)}
            onChange={({ target }) => {
              filters.set({ [name]: target.value });
            }}
          />
        </Field>
      ))}
    </>
  );
}

/** Free text; the address changes when the reader has finished, not at each key. */
export function TextFilter({
  label,
  name,
  filters,
}: {
  readonly label: string;
  readonly name: string;
  readonly filters: UrlFilters;
}) {
  const value = filters.get(name);
  return (
    <Field label={label}>
      <Input.Search
        key={value}
        defaultValue={value}
        allowClear
        maxLength={100}
        onSearch={(text) => {
          filters.set({ [name]: text.trim() });
        }}
      />
    </Field>
  );
}
