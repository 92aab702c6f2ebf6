import type { LayoutPreview } from '@miaotou/contracts';
import { findIndicator, indicatorUnits } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Nothing } from '../parts/index.js';

type Result = NonNullable<LayoutPreview['result']>;

function Counts({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  return (
    <div className="batch-counts">
      {(['rows', 'accepted', 'quarantined', 'duplicates'] as const).map((name) => (
        <div key={name}>
          <span className="faint">{t(`imports.${name}`)}</span>
          <strong className={name === 'quarantined' && result.quarantined > 0 ? 'num worse' : 'num'}>
            {result[name]}
          </strong>
        </div>
      ))}
    </div>
  );
}

function Kept({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  if (result.kept.length === 0) return <Nothing>{t('layouts.nothingKept')}</Nothing>;
  return (
    <div className="table-frame scroll" tabIndex={0} role="region" aria-label={t('layouts.kept')}>
      <table className="data cells">
        <thead>
          <tr>
            <th scope="col">{t('alerts.rowNo')}</th>
            {result.headers.map(({ field, header }) => (
              <th key={field} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.kept.map(({ row, cells }) => (
            <tr key={row}>
              <td className="num">{row}</td>
              {cells.map((cell, at) => (
                <td key={result.headers[at]?.field ?? at}>{cell ?? <span className="faint">—</span>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Faulty({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const say = useSay();
  if (result.faulty.length === 0) return null;
  return (
    <>
      <h3>{t('layouts.faulty')}</h3>
      <ul className="faults">
        {result.faulty.map(({ sheet, row, faults }) => (
          <li key={`${sheet}:${row}`}>
            <span className="num">{t('layouts.row', { row })}</span>{' '}
            {faults.map(({ header, value, message }) => `${header}“${value}” ${say(message)}`).join('；')}
          </li>
        ))}
      </ul>
    </>
  );
}

function Written({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const say = useSay();
  const { observations, events } = result;
  if (observations.length + events.length === 0) return null;
  const valueOf = (code: string, value: number): string => {
    const unit = findIndicator(code)?.unit;
    if (unit === undefined) return String(value);
    const shown = unit === 'fen' ? (value / 100).toFixed(2) : String(value);
    return `${shown} ${say(indicatorUnits[unit])}`;
  };
  return (
    <details>
      <summary>{t('layouts.written', { observations: observations.length, events: events.length })}</summary>
      <ul className="layout-columns">
        {observations.map(({ row, indicator, period, value }) => (
          <li key={`${row}:${indicator}`}>
            {t('layouts.row', { row })} ·{' '}
            {say(findIndicator(indicator)?.name ?? { zh: indicator, en: indicator })}{' '}
            <span className="num">
              {period} · {valueOf(indicator, value)}
            </span>
          </li>
        ))}
        {events.map(({ row, kind, occurredAt }) => (
          <li key={`${row}:${kind}:${occurredAt}`}>
            {t('layouts.row', { row })} · {t(`eventKind.${kind}`)} <span className="num">{occurredAt}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What would become of the sample under the mapping as it stands. */
export function Outcome({ preview, stale }: { readonly preview: LayoutPreview; readonly stale: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const { problems, result } = preview;
  return (
    <section
      className={stale ? 'outcome stale' : 'outcome'}
      aria-live="polite"
      aria-label={t('layouts.preview')}
    >
      {problems.length > 0 && (
        <ul className="faults">
          {problems.map(({ code, message }) => (
            <li key={`${code}:${message.zh}`}>{say(message)}</li>
          ))}
        </ul>
      )}
      {result !== null && (
        <>
          <Counts result={result} />
          {result.notes.map(({ code, message }) => (
            <p key={`${code}:${message.zh}`} className="faint">
              {say(message)}
            </p>
          ))}
          <Kept result={result} />
          <Faulty result={result} />
          <Written result={result} />
        </>
      )}
    </section>
  );
}
