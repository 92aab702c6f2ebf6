import { useState } from 'react';
import { Button, Checkbox, Input } from 'antd';
import { Link } from 'react-router';
import type { CellFault, QuarantineRow } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import { cellNow, faultsByPlace, rowKey, type Corrections } from './corrections.js';
import { History } from './history.js';
import { useCheck } from './queries.js';

interface RowProps {
  readonly row: QuarantineRow;
  readonly editable: boolean;
  /** The list holds rows of several deliveries: each names its own. */
  readonly named: boolean;
  readonly chosen: boolean;
  readonly corrections: Corrections;
  readonly onChoose: (chosen: boolean) => void;
  readonly onCell: (at: number, text: string) => void;
}

const faultKey = ({ code, field }: CellFault) => `${code}:${field}`;

/** What the checks say of the row as it stands now, before anything is kept. */
function Checked({ row, corrections }: Pick<RowProps, 'row' | 'corrections'>) {
  const { t } = useTranslation();
  const say = useSay();
  const check = useCheck();
  const cells = [...(corrections.get(rowKey(row)) ?? [])].join('\n');
  const [checkedOn, setCheckedOn] = useState('');
  const fresh = check.data !== undefined && checkedOn === cells;
  return (
    <span className="checked" aria-live="polite">
      <Button
        size="small"
        loading={check.isPending}
        onClick={() => {
          setCheckedOn(cells);
          check.mutate({ row, corrections });
        }}
      >
        {t('quarantine.check')}
      </Button>
      {fresh && check.data.length === 0 && <span className="better">{t('quarantine.checkedFine')}</span>}
      {fresh && check.data.length > 0 && (
        <span className="worse">
          {t('quarantine.checkedStill')}
          {check.data.map((fault) => ` ${fault.header} ${say(fault.message)}`).join('；')}
        </span>
      )}
      {check.error !== null && <Fault error={check.error} />}
    </span>
  );
}

/** A quarantined row: what is wrong first, the faulty cells to be mended, and the rest of the row to judge by. */
export function RowCard({ row, editable, named, chosen, corrections, onChoose, onCell }: RowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const [history, setHistory] = useState(false);
  const faulty = faultsByPlace(row);
  const width = Math.max(row.headers.length, row.cells.length);
  // Faulty cells come first: they are what the reader must see, on a phone too.
  const places = Array.from({ length: width }, (_, at) => at).toSorted(
    (a, b) => Number(faulty.has(b)) - Number(faulty.has(a)),
  );
  const waits = row.state === 'open' || row.state === 'held';
  const open = editable && waits;
  const headerAt = (at: number) => row.headers[at] ?? `#${at + 1}`;
  return (
    <li className={chosen ? 'card quarantined chosen' : 'card quarantined'}>
      <header>
        {editable && row.state !== 'corrected' && (
          <Checkbox
            checked={chosen}
            aria-label={t('imports.selectRow', { row: row.row })}
            onChange={({ target }) => {
              onChoose(target.checked);
            }}
          />
        )}
        {named && <Link to={`/imports/${encodeURIComponent(row.batchId)}`}>{row.fileName}</Link>}
        <strong className="num">
          {row.sheet === '' ? '' : `${row.sheet} · `}
          {t('alerts.rowNo')} {row.row}
        </strong>
        <span className={`state-tag quarantine-${row.state}`}>
          {t(`imports.quarantineState.${row.state}`)}
        </span>
        <ul className="faults">
          {row.faults.map((fault) => (
            <li key={faultKey(fault)}>
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
                  {headerAt(at)}
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
                      aria-label={t('imports.cell', { row: row.row, header: headerAt(at) })}
                      title={(faulty.get(at) ?? []).map(({ message }) => say(message)).join('；')}
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
      <footer className="row-tools">
        {open && corrections.has(rowKey(row)) && <Checked row={row} corrections={corrections} />}
        <Button
          size="small"
          type="link"
          aria-expanded={history}
          onClick={() => {
            setHistory(!history);
          }}
        >
          {t('quarantine.history', { count: row.version })}
        </Button>
      </footer>
      {history && <History row={row} />}
    </li>
  );
}
