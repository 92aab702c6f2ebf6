import type { Sample } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';

type Sheet = Sample['sheets'][number];

/** The first rows of a sheet as they are; a row is picked for the header by its number. */
export function SampleRows({
  sheet,
  headerRow,
  twoRows,
  onPick,
}: {
  readonly sheet: Sheet;
  readonly headerRow: number;
  readonly twoRows: boolean;
  readonly onPick: (row: number) => void;
}) {
  const { t } = useTranslation();
  const width = Math.max(...sheet.rows.map(({ cells }) => cells.length));
  const isHeader = (row: number) => row === headerRow || (twoRows && row === headerRow - 1);
  return (
    <div className="table-frame scroll sample" tabIndex={0} role="region" aria-label={t('layouts.asItIs')}>
      <table className="data cells">
        <tbody>
          {sheet.rows.map(({ row, cells }) => (
            <tr key={row} className={isHeader(row) ? 'sample-header' : undefined}>
              <th scope="row" className="num">
                {row <= 15 ? (
                  <button
                    type="button"
                    aria-pressed={row === headerRow}
                    aria-label={t('layouts.pickHeader', { row })}
                    onClick={() => {
                      onPick(row);
                    }}
                  >
                    {row}
                  </button>
                ) : (
                  row
                )}
              </th>
              {Array.from({ length: width }, (_, at) => (
                <td key={at}>{cells[at] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
