import { useRef, useState, type KeyboardEvent } from 'react';
import type { Thresholds } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useTranslation } from '../../i18n/index.js';
import { TierShape } from '../../parts/index.js';
import { numberAt, typedNumber, type Cell } from './tried.js';

const keyOf = ({ name, tier }: Cell): string => `${name}.${tier}`;

/** The numbers that each tier starts at, changed in place: arrows move, Enter goes on, Escape takes back what is being typed. */
export function ThresholdTable({
  inForce,
  tried,
  labels,
  faults,
  editable,
  onChange,
  onUndo,
  onRedo,
}: {
  readonly inForce: Thresholds;
  readonly tried: Thresholds;
  readonly labels: ReadonlyMap<string, string>;
  /** Names whose numbers are out of order. */
  readonly faults: readonly string[];
  readonly editable: boolean;
  readonly onChange: (cell: Cell, value: number) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const [typing, setTyping] = useState<{ readonly key: string; readonly text: string } | null>(null);
  const names = Object.keys(inForce);

  const go = (from: Cell, down: number, right: number) => {
    const cells = names.flatMap((name, row) =>
      alertTiers.flatMap((tier, column) =>
        inForce[name]?.[tier] === undefined ? [] : { name, tier, row, column },
      ),
    );
    const here = cells.find((one) => keyOf(one) === keyOf(from));
    if (here === undefined) return;
    const ahead = cells
      .filter(({ row, column }) =>
        down === 0 ? row === here.row && (column - here.column) * right > 0 : (row - here.row) * down > 0,
      )
      .toSorted(
        (a, b) =>
          Math.abs(a.row - here.row) - Math.abs(b.row - here.row) ||
          Math.abs(a.column - here.column) - Math.abs(b.column - here.column),
      );
    const [next] = ahead;
    if (next === undefined) return;
    const field = table.current?.querySelector<HTMLInputElement>(`[data-cell="${keyOf(next)}"]`);
    field?.focus();
    field?.select();
  };

  const onKey = (event: KeyboardEvent<HTMLInputElement>, cell: Cell) => {
    const { key, ctrlKey, metaKey, shiftKey, currentTarget } = event;
    const step = (down: number, right: number) => {
      event.preventDefault();
      setTyping(null);
      go(cell, down, right);
    };
    if ((ctrlKey || metaKey) && key.toLowerCase() === 'z') {
      event.preventDefault();
      setTyping(null);
      if (shiftKey) onRedo();
      else onUndo();
    } else if ((ctrlKey || metaKey) && key.toLowerCase() === 'y') {
      event.preventDefault();
      setTyping(null);
      onRedo();
    } else if (key === 'ArrowDown' || key === 'Enter') step(1, 0);
    else if (key === 'ArrowUp') step(-1, 0);
    else if (key === 'ArrowLeft' && currentTarget.selectionStart === 0) step(0, -1);
    else if (key === 'ArrowRight' && currentTarget.selectionEnd === currentTarget.value.length) step(0, 1);
    else if (key === 'Escape') {
      const before = inForce[cell.name]?.[cell.tier];
      setTyping(null);
      if (before !== undefined) onChange(cell, before);
    }
  };

  return (
    <div className="table-frame scroll" tabIndex={-1}>
      <table ref={table} className="data tight threshold-edit" aria-label={t('workbench.thresholds')}>
        <thead>
          <tr>
            <th scope="col">{t('alerts.feature')}</th>
            {alertTiers.map((tier) => (
              <th key={tier} scope="col" className="end">
                <TierShape tier={tier} /> {t(`tier.${tier}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className={faults.includes(name) ? 'at-fault' : ''}>
              <th scope="row">
                {labels.get(name) ?? <code>{name}</code>}
                {faults.includes(name) && (
                  <span className="worse" role="alert">
                    {t('workbench.outOfOrder')}
                  </span>
                )}
              </th>
              {alertTiers.map((tier) => {
                const cell = { name, tier };
                const published = inForce[name]?.[tier];
                const value = numberAt(tried, inForce, cell);
                if (published === undefined || value === undefined)
                  return (
                    <td key={tier} className="end faint">
                      —
                    </td>
                  );
                const text = typing?.key === keyOf(cell) ? typing.text : String(value);
                const wrong = typedNumber(text) === null;
                return (
                  <td key={tier} className="end num">
                    {editable ? (
                      <input
                        className={value === published ? '' : 'changed'}
                        data-cell={keyOf(cell)}
                        inputMode="decimal"
                        aria-label={`${labels.get(name) ?? name} · ${t(`tier.${tier}`)}`}
                        aria-invalid={wrong || faults.includes(name)}
                        value={text}
                        onFocus={({ target }) => {
                          target.select();
                        }}
                        onBlur={() => {
                          setTyping(null);
                        }}
                        onKeyDown={(event) => {
                          onKey(event, cell);
                        }}
                        onChange={({ target }) => {
                          setTyping({ key: keyOf(cell), text: target.value });
                          const number = typedNumber(target.value);
                          if (number !== null) onChange(cell, number);
                        }}
                      />
                    ) : (
                      value.toLocaleString('en-US')
                    )}
                    {value !== published && (
                      <small className="was">{t('workbench.was', { value: published })}</small>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
