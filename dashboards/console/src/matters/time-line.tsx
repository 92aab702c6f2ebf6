import type { Report } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';

const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

/** One lane a channel, one dot a report: how a quarrel went from office to office. */
export function TimeLine({ reports }: { readonly reports: readonly Report[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const days = reports.map(({ day }) => day).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = Math.max(1, dayNumber(last) - dayNumber(first));
  const layouts = [...new Set(reports.map(({ layout }) => layout))];
  return (
    <figure className="lanes" aria-label={t('matters.line')}>
      {layouts.map((layout) => {
        const own = reports.filter((report) => report.layout === layout);
        return (
          <div key={layout} className="lane">
            <span className="lane-name">{own[0] !== undefined && say(own[0].channel)}</span>
            <span className="lane-track">
              {own.map(({ eventId, day, channel }) => (
                <span
                  key={eventId}
                  className="lane-dot"
                  role="img"
                  aria-label={`${say(channel)} ${day}`}
                  title={day}
                  style={{ insetInlineStart: `${((dayNumber(day) - dayNumber(first)) / span) * 100}%` }}
                />
              ))}
            </span>
          </div>
        );
      })}
      <figcaption className="lane faint num">
        <span className="lane-name" />
        <span className="lane-ends">
          <span>{first}</span>
          {last !== first && <span>{last}</span>}
        </span>
      </figcaption>
    </figure>
  );
}
