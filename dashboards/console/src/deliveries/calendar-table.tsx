import type { DeliveryCalendar, DeliveryCell, DeliveryRow } from '@miaotou/contracts';
import { deliveryStates } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { signs, usePeriodText } from './words.js';

/** A period that somebody opened. */
export interface Opened {
  readonly row: DeliveryRow;
  readonly cell: DeliveryCell;
}

export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="delivery-legend" aria-label={t('deliveries.legend')}>
      {deliveryStates.map((state) => (
        <li key={state}>
          <span className={`delivery delivery-${state}`} aria-hidden>
            {signs[state]}
          </span>
          {t(`deliveries.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}

/** The month in which a period ends is its column. */
function inMonth({ cells, cycle }: DeliveryRow, month: string): readonly DeliveryCell[] {
  const shift = cycle === 'quarter' ? 2 : 0;
  return cells.filter(({ period }) => {
    const [year = 0, number = 1] = period.split('-').map(Number);
    const at = year * 12 + number - 1 + shift;
    return at === Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  });
}

/** Layouts by office, months across, and a sign for each period. */
export function CalendarTable({
  calendar,
  onOpen,
  onRow,
}: {
  readonly calendar: DeliveryCalendar;
  readonly onOpen: (opened: Opened) => void;
  readonly onRow: ((row: DeliveryRow) => void) | null;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const periodText = usePeriodText();
  return (
    <div className="table-frame scroll" tabIndex={0} role="region" aria-label={t('deliveries.title')}>
      <table className="data tight deliveries">
        <thead>
          <tr>
            <th scope="col">{t('deliveries.layout')}</th>
            {calendar.months.map((month) => (
              <th key={month} scope="col" className="num">
                {month.slice(2, 7)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calendar.rows.map((row) => (
            <tr key={row.layout}>
              <th scope="row">
                {onRow === null ? (
                  <strong>{say(row.name)}</strong>
                ) : (
                  <button type="button" className="as-link" onClick={() => onRow(row)}>
                    {say(row.name)}
                  </button>
                )}
                <div className="faint">
                  {say(row.office)}
                  {row.cells.length === 0 && ` · ${t('overview.neverDelivered')}`}
                </div>
              </th>
              {calendar.months.map((month) => (
                <td key={month}>
                  {inMonth(row, month).map((cell) => {
                    const words = `${say(row.name)} ${periodText(cell.period, row.cycle)} ${t(`deliveries.state.${cell.state}`)}`;
                    return (
                      <button
                        key={cell.period}
                        type="button"
                        className={`delivery delivery-${cell.state}`}
                        aria-label={words}
                        title={words}
                        onClick={() => onOpen({ row, cell })}
                      >
                        {signs[cell.state]}
                      </button>
                    );
                  })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
