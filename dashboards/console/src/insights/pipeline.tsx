import { useCallback } from 'react';
import { countText, pipelineOption, type ChartLook } from '@miaotou/charts';
import type { Overview } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Chart } from '../parts/index.js';
import { DoorLink } from '../people/index.js';

/** Where the cases stand: a drawing, and the same numbers as a table with the way to the deliveries behind them. */
export function Pipeline({ stages }: { readonly stages: Overview['pipeline'] }) {
  const { t } = useTranslation();
  const make = useCallback((look: ChartLook) => pipelineOption(stages, look), [stages]);
  return (
    <>
      <Chart make={make} label={t('overview.pipeline')} />
      <table className="data tight">
        <thead>
          <tr>
            <th scope="col" aria-label={t('overview.pipeline')} />
            {(['received', 'open', 'closed', 'people'] as const).map((name) => (
              <th key={name} scope="col" className={`end key-${name}`}>
                {t(`overview.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, received, open, closed, persons }) => (
            <tr key={stage}>
              <th scope="row">
                {received === null ? (
                  t(`stage.${stage}`)
                ) : (
                  <DoorLink door="imports" to="/imports?source=disputes">
                    {t(`stage.${stage}`)}
                  </DoorLink>
                )}
              </th>
              {[received, open, closed, persons].map((count, at) => (
                // Four fixed columns: their place is their name.
                <td key={at} className="end num">
                  {countText(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
