import { useState } from 'react';
import { App, Button, Checkbox } from 'antd';
import type { QuarantineRow } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { ReasonDialog } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { changedCells, correct, rowKey, type Corrections } from './corrections.js';
import { useRowChange, type RowChange } from './queries.js';
import { RowCard } from './row-card.js';

/** Which rows a change is for. */
const states: Readonly<Record<RowChange, readonly QuarantineRow['state'][]>> = {
  rerun: ['open', 'held'],
  confirm: ['held'],
  discard: ['open', 'held'],
  restore: ['discarded'],
};
const changes = Object.keys(states) as RowChange[];

function ChangeDialog({
  change,
  rows,
  corrections,
  onClose,
  onDone,
}: {
  readonly change: RowChange;
  readonly rows: readonly QuarantineRow[];
  readonly corrections: Corrections;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const send = useRowChange(change);
  const count = rows.length;
  return (
    <ReasonDialog
      showCount
      title={t(`quarantine.${change}Title`, { count })}
      action={t(`quarantine.${change}`)}
      danger={change === 'discard'}
      pending={send.isPending}
      error={send.error}
      onClose={onClose}
      onDo={(reason) => {
        send.mutate(
          { rows, corrections, reason },
          {
            onSuccess: () => {
              void message.success(t(`quarantine.${change}Done`, { count }));
              onDone();
            },
          },
        );
      }}
    >
      <p>{t(`quarantine.${change}Text`)}</p>
    </ReasonDialog>
  );
}

/** Rows to be worked on: cells corrected in place, several rows sent together. */
export function Rows({ rows, named }: { readonly rows: readonly QuarantineRow[]; readonly named: boolean }) {
  const { t } = useTranslation();
  const editable = useMay('bringIn');
  const [corrections, setCorrections] = useState<Corrections>(new Map());
  const [chosen, setChosen] = useState<ReadonlyMap<string, QuarantineRow>>(new Map());
  const [change, setChange] = useState<RowChange | null>(null);
  const selectable = rows.filter(({ state }) => state !== 'corrected');
  // A row that somebody changed meanwhile is shown as it is now, and no longer chosen.
  const now = new Map(rows.map((row) => [rowKey(row), row]));
  const picked = [...chosen.values()].filter((row) => now.get(rowKey(row))?.version === row.version);
  const pickedFor = (one: RowChange) => picked.filter(({ state }) => states[one].includes(state));

  const choose = (some: readonly QuarantineRow[], on: boolean) => {
    const next = new Map(chosen);
    for (const row of some) {
      if (on) next.set(rowKey(row), row);
      else next.delete(rowKey(row));
    }
    setChosen(next);
  };

  return (
    <>
      {editable ? (
        <div className="quarantine-tools">
          <Checkbox
            disabled={selectable.length === 0}
            checked={selectable.length > 0 && selectable.every((row) => chosen.has(rowKey(row)))}
            onChange={({ target }) => {
              choose(selectable, target.checked);
            }}
          >
            {t('imports.selectAll')}
          </Checkbox>
          <span className="num">{t('imports.selected', { count: picked.length })}</span>
          <span className="faint num">{t('imports.changed', { count: changedCells(corrections) })}</span>
          {changes
            .filter(
              (one) =>
                one === 'rerun' || one === 'discard' || rows.some(({ state }) => states[one].includes(state)),
            )
            .map((one) => (
              <Button
                key={one}
                type={one === 'rerun' ? 'primary' : 'default'}
                danger={one === 'discard'}
                disabled={pickedFor(one).length === 0}
                onClick={() => {
                  setChange(one);
                }}
              >
                {t(`quarantine.${one}`)}
              </Button>
            ))}
          <span className="faint">{t('imports.correctHint')}</span>
        </div>
      ) : (
        <p className="faint">{t('imports.readOnly')}</p>
      )}
      <ul className="cards always">
        {rows.map((row) => (
          <RowCard
            key={rowKey(row)}
            row={row}
            editable={editable}
            named={named}
            chosen={picked.some((one) => rowKey(one) === rowKey(row))}
            corrections={corrections}
            onChoose={(on) => {
              choose([row], on);
            }}
            onCell={(at, text) => {
              setCorrections((before) => correct(before, row, at, text));
              choose([row], true);
            }}
          />
        ))}
      </ul>
      {change !== null && (
        <ChangeDialog
          change={change}
          rows={pickedFor(change)}
          corrections={corrections}
          onClose={() => {
            setChange(null);
          }}
          onDone={() => {
            setChange(null);
            setChosen(new Map());
            setCorrections(new Map());
          }}
        />
      )}
    </>
  );
}
