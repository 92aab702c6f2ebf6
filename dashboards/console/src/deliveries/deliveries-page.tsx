import { useState } from 'react';
import { Button } from 'antd';
import type { DeliveryRow } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Answer, Nothing, useNarrow } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ImportTabs } from '../sources/index.js';
import { CalendarTable, Legend, type Opened } from './calendar-table.js';
import { ExpectationDialog } from './dialogs.js';
import { Offices } from './offices.js';
import { PeriodDrawer } from './period-drawer.js';
import { useDeliveries } from './queries.js';

export function Component() {
  const { t } = useTranslation();
  const deliveries = useDeliveries();
  const narrow = useNarrow();
  const maySet = useMay('deliveryRules');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [row, setRow] = useState<DeliveryRow | null>(null);
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <Answer asked={deliveries} lines={10}>
        {(calendar) => {
          const { came, expected } = calendar.thisMonth;
          const table = (
            <CalendarTable calendar={calendar} onOpen={setOpened} onRow={maySet ? setRow : null} />
          );
          return calendar.rows.every(({ cells }) => cells.length === 0) ? (
            <Nothing>{t('deliveries.empty')}</Nothing>
          ) : (
            <>
              <header className="delivery-head">
                <strong>
                  {expected === 0 ? t('deliveries.nothingDue') : t('deliveries.came', { came, expected })}
                </strong>
                <span className="faint">{t('deliveries.hint')}</span>
                <Button
                  className="no-print wide-only"
                  onClick={() => {
                    globalThis.print();
                  }}
                >
                  {t('deliveries.print')}
                </Button>
              </header>
              {narrow ? (
                <>
                  <Offices calendar={calendar} />
                  <details>
                    <summary>{t('deliveries.title')}</summary>
                    <Legend />
                    {table}
                  </details>
                </>
              ) : (
                <>
                  <Legend />
                  {table}
                  <Offices calendar={calendar} />
                </>
              )}
            </>
          );
        }}
      </Answer>
      <PeriodDrawer
        opened={opened}
        onClose={() => {
          setOpened(null);
        }}
      />
      {row !== null && (
        <ExpectationDialog
          row={row}
          onClose={() => {
            setRow(null);
          }}
        />
      )}
    </div>
  );
}
