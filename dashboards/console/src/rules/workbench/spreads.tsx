import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { spreadShape } from '@miaotou/charts';
import type { Spread, Thresholds } from '@miaotou/contracts';
import { alertTiers, type AlertTier } from '@miaotou/domain';
import { useSay, useTranslation } from '../../i18n/index.js';
import { Nothing, TierShape } from '../../parts/index.js';
import { numberAt, type Cell } from './tried.js';

const figure = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

/** One threshold on the drawing, moved by pointer or arrow keys. */
function Line({
  label,
  tier,
  value,
  place,
  editable,
  valueAt,
  step,
  onMove,
}: {
  readonly label: string;
  readonly tier: AlertTier;
  readonly value: number;
  readonly place: number;
  readonly editable: boolean;
  readonly valueAt: (place: number) => number;
  readonly step: number;
  readonly onMove: (value: number) => void;
}) {
  const held = useRef(false);
  const moved = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!held.current || frame === undefined || frame.width === 0) return;
    onMove(valueAt((event.clientX - frame.left) / frame.width));
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[
      event.key
    ];
    if (by === undefined) return;
    event.preventDefault();
    onMove(Number((value + by * step).toPrecision(6)));
  };
  return (
    <span
      className={`spread-line tier-${tier}`}
      style={{ insetInlineStart: `${place * 100}%` }}
      role="slider"
      tabIndex={editable ? 0 : -1}
      aria-label={label}
      aria-valuenow={value}
      aria-valuetext={figure(value)}
      aria-disabled={!editable}
      onKeyDown={editable ? onKey : undefined}
      onPointerDown={(event) => {
        if (!editable) return;
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={moved}
      onPointerUp={() => {
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
    >
      <TierShape tier={tier} size={12} />
    </span>
  );
}

function Drawing({
  spread,
  inForce,
  tried,
  editable,
  onChange,
}: {
  readonly spread: Spread;
  readonly inForce: Thresholds;
  readonly tried: Thresholds;
  readonly editable: boolean;
  readonly onChange: (cell: Cell, value: number) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { name, subjects, missing, zeros, bins } = spread;
  const lines = alertTiers.flatMap((tier) => {
    const value = numberAt(tried, inForce, { name, tier });
    return value === undefined ? [] : { tier, value };
  });
  // The scale stands on the numbers in force, so that it does not run away from the line that is being moved.
  const shape = spreadShape(spread, Object.values(inForce[name] ?? {}));
  const share = (count: number): string =>
    subjects === 0
      ? '—'
      : `${((100 * count) / subjects).toLocaleString('en-US', { maximumSignificantDigits: 3 })}%`;
  return (
    <figure className="spread">
      <figcaption>
        <strong>{say(spread.label)}</strong>
        <span className="faint num">
          {t('workbench.spreadOf', { subjects: subjects.toLocaleString('en-US') })} ·{' '}
          {t('workbench.missing', { count: missing, share: share(missing) })} ·{' '}
          {t('workbench.zeros', { count: zeros, share: share(zeros) })}
          {spread.scale === 'logarithmic' && ` · ${t('workbench.logarithmic')}`}
        </span>
      </figcaption>
      {shape === null ? (
        <Nothing>{t('workbench.noValues')}</Nothing>
      ) : (
        <>
          <div className="spread-frame">
            <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden>
              {shape.bars.map((bar) => (
                <rect
                  key={bar.from}
                  x={bar.left * 1000 + 1}
                  width={Math.max(1, (bar.right - bar.left) * 1000 - 2)}
                  y={100 - bar.height * 94}
                  height={bar.height * 94}
                >
                  <title>{`${figure(bar.from)} – ${figure(bar.to)}: ${bar.subjects}`}</title>
                </rect>
              ))}
            </svg>
            {lines.map(({ tier, value }) => (
              <Line
                key={tier}
                tier={tier}
                value={value}
                label={`${say(spread.label)} · ${t(`tier.${tier}`)}`}
                place={shape.placeOf(value)}
                editable={editable}
                valueAt={shape.valueAt}
                step={shape.whole ? 1 : Number((Math.abs(value) / 100 || 0.01).toPrecision(1))}
                onMove={(to) => {
                  onChange({ name, tier }, to);
                }}
              />
            ))}
          </div>
          <div className="spread-scale faint num">
            <span>{figure(shape.valueAt(0))}</span>
            <span>{figure(shape.valueAt(0.5))}</span>
            <span>{figure(shape.valueAt(1))}</span>
          </div>
          <p className="faint num quantiles">
            {spread.quantiles.map(({ share: part, value }) => (
              <span key={part}>
                {t('workbench.quantile', { share: Number((part * 100).toFixed(1)), value: figure(value) })}
              </span>
            ))}
          </p>
          <table className="sr-only" aria-label={say(spread.label)}>
            <tbody>
              {bins.map(({ from, to, subjects: count }) => (
                <tr key={from}>
                  <th scope="row">{`${figure(from)} – ${figure(to)}`}</th>
                  <td>{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </figure>
  );
}

/** Where subjects stand today on each thing that the rule has numbers for. */
export function SpreadList(props: {
  readonly spreads: readonly Spread[];
  readonly inForce: Thresholds;
  readonly tried: Thresholds;
  readonly editable: boolean;
  readonly onChange: (cell: Cell, value: number) => void;
}) {
  const { t } = useTranslation();
  const { spreads, ...rest } = props;
  return (
    <section className="panel" aria-label={t('workbench.spreads')}>
      <h2>{t('workbench.spreads')}</h2>
      <p className="faint">{t('workbench.spreadsMean')}</p>
      <div className="spread-list">
        {spreads.map((spread) => (
          <Drawing key={spread.name} spread={spread} {...rest} />
        ))}
      </div>
    </section>
  );
}
