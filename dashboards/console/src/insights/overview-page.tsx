import { useCallback, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { tierBarsOption, type ChartLook } from '@miaotou/charts';
import type { HotspotWeeks, Overview } from '@miaotou/contracts';
import { useHotspots, WeeksSwitch } from '../detections/index.js';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Standing } from '../incidents/index.js';
import { BriefBeforeAndAfter } from '../matters/index.js';
import { Answer, Chart, instantText } from '../parts/index.js';
import { folded, useTierScheme } from '../tiers/index.js';
import { useMay } from '../people/index.js';
import { Counts, Sentence } from './counts.js';
import { AllUnanswered, Blind, EmployersToWatch, Unanswered } from './lists.js';
import { Pipeline } from './pipeline.js';
import { useOverview } from './queries.js';
import { TileMap } from './tile-map.js';
import { Trends } from './trends.js';

function Panel({
  title,
  note,
  more,
  area,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  /** The way to all of what the panel shows a part of. */
  readonly more?: ReactNode;
  readonly area: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={`panel area-${area}`} aria-label={title}>
      <h2>
        {title}
        {note !== undefined && <span className="faint"> {note}</span>}
        {more}
      </h2>
      {children}
    </section>
  );
}

function Newly({ counts }: { readonly counts: Overview['counts'] }) {
  const { t } = useTranslation();
  const scheme = useTierScheme();
  const make = useCallback(
    (look: ChartLook) =>
      tierBarsOption(
        folded(counts.openedLast7Days, scheme),
        folded(counts.openedPrevious7Days, scheme),
        look,
      ),
    [counts, scheme],
  );
  return <Chart make={make} label={t('overview.bars')} />;
}

/** The towns with their alerts, and where complaints gather in the last weeks. */
function TownMap({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const may = useMay('detections');
  const [weeks, setWeeks] = useState<HotspotWeeks>(4);
  const hotspots = useHotspots(weeks, 'complaints', may);
  return (
    <Panel
      title={t('overview.map')}
      area="map"
      more={
        may && (
          <span className="more map-tools">
            <Link to={`/detections/hotspots?weeks=${weeks}`}>{t('hotspots.ofComplaints')}</Link>
            <WeeksSwitch small weeks={weeks} onChange={setWeeks} />
          </span>
        )
      }
    >
      <TileMap tiles={overview.tiles} hotspots={hotspots.data} />
    </Panel>
  );
}

function Board({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayStanding = useMay('standing');
  return (
    <div className="overview">
      <div className="overview-top">
        <h1 className="sr-only">{t('overview.title')}</h1>
        <Sentence overview={overview} />
        <span className="faint num">{t('overview.asOf', { at: instantText(overview.asOf, language) })}</span>
      </div>
      <Counts overview={overview} />
      {mayStanding && <Standing />}
      <div className="board">
        <TownMap overview={overview} />
        <Panel
          title={t('overview.unanswered')}
          more={<AllUnanswered overview={overview} />}
          area="unanswered"
        >
          <Unanswered overview={overview} />
        </Panel>
        <Panel title={t('overview.employersToWatch')} area="employers">
          <EmployersToWatch overview={overview} />
        </Panel>
        <Panel title={t('overview.trends')} area="trends">
          <Trends trends={overview.trends} />
        </Panel>
        <Panel
          title={t('overview.pipeline')}
          note={t('overview.pipelineFrom', { day: overview.pipelineFrom })}
          more={
            <Link className="more" to="/matters">
              {t('matters.all')}
            </Link>
          }
          area="pipeline"
        >
          <Pipeline stages={overview.pipeline} />
          {overview.recent !== null && (
            <p className="recent-matters">
              <span className="faint">{t('matters.recent')}</span>{' '}
              <BriefBeforeAndAfter counts={overview.recent} />
            </p>
          )}
        </Panel>
        <div className="area-side">
          <Panel title={t('overview.blind')} area="blind">
            <Blind blind={overview.blind} leftOut={overview.leftOut} />
          </Panel>
          <Panel title={t('overview.bars')} area="bars">
            <Newly counts={overview.counts} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

export function Component() {
  const overview = useOverview();
  return (
    <Answer asked={overview} lines={16}>
      {(answer) => <Board overview={answer} />}
    </Answer>
  );
}
