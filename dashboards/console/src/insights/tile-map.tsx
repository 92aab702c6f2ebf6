import { useMemo, useState } from 'react';
import { clusterMarks, countText, tileGrid, type DrawnTile } from '@miaotou/charts';
import type { Hotspot, HotspotPage, Overview } from '@miaotou/contracts';
import { ClusterMark, useHotspotText } from '../detections/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { TierShape } from '../parts/index.js';
import { useTiersInUse } from '../tiers/index.js';
import { DoorLink } from '../people/index.js';
import { alertsLink } from './links.js';

/** What the newest scan found, one line long: the hotspot that is pointed at, else the likeliest. */
function HotspotLine({ page, seen }: { readonly page: HotspotPage; readonly seen: Hotspot | null }) {
  const { t } = useTranslation();
  const say = useSay();
  const hotspotText = useHotspotText();
  const { scan, clusters, weeks } = page;
  const told = (): string => {
    if (scan === null) return t('hotspots.notYet');
    if (scan.abstained !== null) return t('hotspots.abstained', { detail: say(scan.abstained.detail) });
    const shown = seen ?? clusters.find(({ significant }) => significant);
    return shown === undefined ? t('hotspots.none', { weeks }) : hotspotText(shown);
  };
  const text = told();
  return (
    <p className="hotspot-line num" aria-live="polite" title={text}>
      {text}
    </p>
  );
}

function Tile({
  tile,
  cluster,
  onSeen,
}: {
  readonly tile: DrawnTile;
  /** The significant hotspot that the place belongs to. */
  readonly cluster: Hotspot | null;
  readonly onSeen: (cluster: Hotspot | null) => void;
}) {
  const { t } = useTranslation();
  const hotspotText = useHotspotText();
  const told = cluster === null ? '' : ` · ${hotspotText(cluster)}`;
  const tier = tile.tier === null ? t('overview.noTier') : t(`tier.${tile.tier}`);
  return (
    <DoorLink
      door="alerts"
      to={alertsLink({ region: tile.region })}
      className={`tile tile-${tile.kind} ${tile.tier === null ? 'tile-calm' : `tile-${tile.tier}`} ${cluster === null ? '' : 'tile-cluster'}`}
      style={{ gridColumn: tile.column, gridRow: tile.line }}
      title={`${tile.fullName} · ${t('overview.recent', { number: countText(tile.recent) })}${told}`}
      aria-label={`${t('overview.tileAria', {
        place: tile.fullName,
        tier,
        live: tile.live,
        recent: countText(tile.recent),
      })}${told}`}
      onFocus={() => {
        onSeen(cluster);
      }}
      onMouseEnter={() => {
        onSeen(cluster);
      }}
    >
      {cluster !== null && <ClusterMark rank={cluster.rank} />}
      <span className="tile-name">{tile.label}</span>
      <span className="tile-number num">
        {tile.tier !== null && <TierShape tier={tile.tier} size={11} />}
        {tile.live}
      </span>
    </DoorLink>
  );
}

/** Towns and zones as tiles roughly where they lie, members of a hotspot ringed; a picture without boundaries. */
export function TileMap({
  tiles,
  hotspots,
}: {
  readonly tiles: Overview['tiles'];
  /** The newest scan; undefined where it is not told, or not yet. */
  readonly hotspots: HotspotPage | undefined;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const grid = useMemo(() => tileGrid(tiles, language), [tiles, language]);
  const marks = useMemo(() => clusterMarks(hotspots?.clusters ?? []), [hotspots]);
  const tiers = useTiersInUse();
  const [seen, setSeen] = useState<Hotspot | null>(null);
  // A hotspot of another span of weeks is no longer told of.
  const told = seen !== null && hotspots?.clusters.includes(seen) === true ? seen : null;
  return (
    <>
      <div
        className="tile-map"
        style={{
          gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${grid.lines}, minmax(40px, 1fr))`,
        }}
      >
        {grid.tiles.map((tile) => (
          <Tile key={tile.region} tile={tile} cluster={marks.get(tile.region) ?? null} onSeen={setSeen} />
        ))}
      </div>
      <div className="legend">
        {tiers.map((tier) => (
          <span key={tier}>
            <TierShape tier={tier} size={11} /> {t(`tier.${tier}`)}
          </span>
        ))}
        <span>
          <i className="swatch-calm" /> {t('overview.noTier')}
        </span>
        <span className="legend-note">{t('overview.schematic')}</span>
      </div>
      {hotspots !== undefined && <HotspotLine page={hotspots} seen={told} />}
    </>
  );
}
