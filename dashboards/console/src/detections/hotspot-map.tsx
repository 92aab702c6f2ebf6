import { useMemo, useState } from 'react';
import { countText, hotspotGridSize, hotspotTiles, type HotspotTile } from '@miaotou/charts';
import type { HotspotPage } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { ClusterMark } from './hotspot-list.js';
import { useHotspotText } from './hotspot-words.js';

/** The places of a scan as tiles; members of a hotspot bear its number and a ring, and tell of it when pointed at. */
export function HotspotMap({ page }: { readonly page: HotspotPage }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const hotspotText = useHotspotText();
  const tiles = useMemo(() => hotspotTiles(page, language), [page, language]);
  const [seen, setSeen] = useState<HotspotTile | null>(null);
  const say = ({ fullName, observed }: HotspotTile) =>
    t('hotspots.tileAria', { place: fullName, observed: countText(observed) });
  return (
    <>
      <ul
        className="tile-map hotspot-map"
        style={{ gridTemplateColumns: `repeat(${hotspotGridSize.columns}, minmax(0, 1fr))` }}
      >
        {tiles.map((tile) => (
          <li
            key={tile.region}
            tabIndex={0}
            className={tile.cluster === null ? 'tile tile-calm' : 'tile tile-calm tile-cluster'}
            style={{ gridColumn: tile.column, gridRow: tile.line }}
            aria-label={`${say(tile)}${tile.cluster === null ? '' : ` · ${t('hotspots.rank', { rank: tile.cluster.rank })}`}`}
            onFocus={() => {
              setSeen(tile);
            }}
            onMouseEnter={() => {
              setSeen(tile);
            }}
          >
            {tile.cluster !== null && <ClusterMark rank={tile.cluster.rank} />}
            <span className="tile-name">{tile.label}</span>
            <span className="tile-number num">{countText(tile.observed)}</span>
          </li>
        ))}
      </ul>
      <p className="hotspot-told" aria-live="polite">
        {seen === null ? (
          <span className="faint">{t('hotspots.legend')}</span>
        ) : (
          <>
            {say(seen)}
            {seen.cluster !== null && <> · {hotspotText(seen.cluster)}</>}
          </>
        )}
      </p>
    </>
  );
}
