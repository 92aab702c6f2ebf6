import { Checkbox, Input } from 'antd';
import type { QuarantineRow } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { cellNow, type Corrections } from './corrections.js';

interface RowProps {
  readonly row: QuarantineRow;
  readonly editable: boolean;
  readonly chosen: boolean;
  readonly corrections: Corrections;
  readonly onChoose: (chosen: boolean) => void;
  readonly onCell: (at: number, text: string) => void;
}

/** A quarantined row: what is wrong first, the faulty cells to be mended, and the rest of the row to judge by. */
export function QuarantineCard({ row, editable, chosen, corrections, onChoose, onCell }: RowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const faulty = new Set(row.faults.map(({ header }) => row.headers.indexOf(header)));
  const width = Math.max(row.headers.length, row.cells.length);
  // Faulty cells come first: they are what the reader must see, on a phone too.
  const places = Array.from({ length: width }, (_, at) => at).toSorted(
    (a, b) => Number(faulty.has(b)) - Number(faulty.has(a)),
  );
  const open = editable && row.state === 'open';
  return (
    <li className={chosen ? 'card quarantined chosen' : 'card quarantined'}>
      <header>
        {open && (
          <Checkbox
            checked={chosen}
            aria-label={t('imports.selectRow', { row: row.row })}
            onChange={({ target }) => {
              onChoose(target.checked);
            }}
          />
        )}
        <strong className="num">
          {row.sheet === '' ? '' : `${row.sheet} · `}
          {t('alerts.rowNo')} {row.row}
        </strong>
        <span className={`state-tag quarantine-${row.state}`}>
          {t(`imports.quarantineState.${row.state}`)}
        </span>
        <ul className="faults">
          {row.faults.map((fault) => (
            <li key={`${fault.code}:${fault.field}`}>
              {fault.header !== '' && <strong>{fault.header}</strong>} {say(fault.message)}
            </li>
          ))}
        </ul>
      </header>
      <div
        className="table-frame scroll"
        tabIndex={0}
        role="region"
        aria-label={t('imports.cell', { row: row.row, header: row.sheet })}
      >
        <table className="data cells">
          <thead>
            <tr>
              {places.map((at) => (
                <th key={at} scope="col" className={faulty.has(at) ? 'faulty' : ''}>
                  {row.headers[at] ?? `#${at + 1}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {places.map((at) => (
                <td key={at} className={faulty.has(at) ? 'faulty' : ''}>
                  {open ? (
                    <Input
                      size="small"
                      value={cellNow(row, at, corrections)}
                      {...(faulty.has(at) ? { status: 'error' as const } : {})}
                      aria-label={t('imports.cell', {
                        row: row.row,
                        header: row.headers[at] ?? `#${at + 1}`,
                      })}
                      onChange={({ target }) => {
                        onCell(at, target.value);
                      }}
                    />
                  ) : (
                    (row.cells[at] ?? '')
                  )}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </li>
  );
}
