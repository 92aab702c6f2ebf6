import { useState } from 'react';
import { Button } from 'antd';
import type { QuarantineGroup } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import type { UrlFilters } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { MappingDialog } from './mapping-dialog.js';

const text = (count: number) => count.toLocaleString('en-US');

/** The address filters that open one group, or one text of it, to its rows. */
const opened = ({ layout, code, field }: QuarantineGroup, value?: string) => ({
  layout,
  reason: code,
  field,
  value: value ?? '',
});

/** Rows that wait for the same reason: opened to rows, or mended by one decision. */
export function Groups({
  groups,
  filters,
}: {
  readonly groups: readonly QuarantineGroup[];
  readonly filters: UrlFilters;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const editable = useMay('bringIn');
  const [mapping, setMapping] = useState<{ group: QuarantineGroup; value: string | null } | null>(null);
  return (
    <>
      <ul className="cards always groups" aria-label={t('quarantine.groups')}>
        {groups.map((group) => (
          <li key={`${group.layout}:${group.code}:${group.field}`} className="card group">
            <header>
              <h3>
                {group.header !== '' && <>{group.header} · </>}
                {say(group.message)}
              </h3>
              <strong className="num worse">{t('quarantine.rowCount', { count: group.rows })}</strong>
            </header>
            <p className="faint">
              {say(group.office.name)} · {say(group.layoutName)} ·{' '}
              {t('quarantine.inBatches', { count: group.batches })} ·{' '}
              {t('quarantine.since', { day: group.oldest })}
              {group.held > 0 && <> · {t('quarantine.heldCount', { count: group.held })}</>}
            </p>
            {group.mappable && group.distinct < group.rows && (
              <ul className="values">
                {group.values.map(({ value, rows }) => (
                  <li key={value}>
                    <button
                      type="button"
                      onClick={() => {
                        if (editable) setMapping({ group, value });
                        else filters.set(opened(group, value));
                      }}
                    >
                      {value === '' ? t('quarantine.emptyText') : value}{' '}
                      <span className="num">{text(rows)}</span>
                    </button>
                  </li>
                ))}
                {group.distinct > group.values.length && (
                  <li className="faint">
                    {t('common.ofTotal', { shown: group.values.length, total: group.distinct })}
                  </li>
                )}
              </ul>
            )}
            <div className="group-tools">
              <Button
                onClick={() => {
                  filters.set(opened(group));
                }}
              >
                {t('quarantine.openRows')}
              </Button>
              {editable && group.mappable && (
                <Button
                  type="primary"
                  ghost
                  onClick={() => {
                    setMapping({ group, value: group.values[0]?.value ?? null });
                  }}
                >
                  {t('quarantine.mapping')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {mapping !== null && (
        <MappingDialog
          group={mapping.group}
          value={mapping.value}
          onClose={() => {
            setMapping(null);
          }}
        />
      )}
    </>
  );
}
