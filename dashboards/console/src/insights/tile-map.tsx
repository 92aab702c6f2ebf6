import { useMemo } from 'react';
import { countText, tileGrid, type DrawnTile } from '@miaotou/charts';
import type { Overview } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { TierShape } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { alertsLink } from './links.js';

function Tile({ tile }: { readonly tile: DrawnTile }) {
  const { t } = useTranslation();
  const tier = tile.tier === null ? t('overview.noTier') : t(`tier.${tile.tier}`);
  return (
    <DoorLink
      door="alerts"
      to={alertsLink({ region: tile.region })}
      className={`tile tile-${tile.kind} ${tile.tier === null ? 'tile-calm' : `tile-${tile.tier}`}`}
      style={{ gridColumn: tile.column, gridRow: tile.line }}
      title={`${tile.fullName} · ${t('overview.recent', { number: countText(tile.recent) })}`}
      aria-label={t('overview.tileAria', {
        place: tile.fullName,
        tier,
        live: tile.live,
        recent: countText(tile.recent),
      })}
    >
      <span className="tile-name">{tile.label}</span>
      <span className="tile-number num">
        {tile.tier !== null && <TierShape tier={tile.tier} size={11} />}
        {tile.live}
      </span>
    </DoorLink>
  );
}

/** Towns and zones as tiles roughly where they lie; a schematic picture without boundaries. */
export function TileMap({ tiles }: { readonly tiles: Overview['tiles'] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const grid = useMemo(() => tileGrid(tiles, language), [tiles, language]);
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
          <Tile key={tile.region} tile={tile} />
        ))}
      </div>
      <div className="legend">
        {alertTiers.toReversed().map((tier) => (
          <span key={tier}>
            <TierShape tier={tier} size={11} /> {t(`tier.${tier}`)}
          </span>
        ))}
        <span>
          <i className="swatch-calm" /> {t('overview.noTier')}
        </span>
      </div>
    </>
  );
}
