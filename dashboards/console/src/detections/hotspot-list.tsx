import { chanceText, countText, meanText } from '@miaotou/charts';
import type { Hotspot } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { namesText } from './hotspot-words.js';

/** The number of a hotspot in a circle, as it stands on the map. */
export function ClusterMark({
  rank,
  chance = false,
}: {
  readonly rank: number;
  /** It may be chance, and does not stand on the map. */
  readonly chance?: boolean;
}) {
  return (
    <span className={chance ? 'cluster-mark chance num' : 'cluster-mark num'} aria-hidden>
      {rank}
    </span>
  );
}

/** Hotspots with their members, how much more than expected, and how likely that is by chance. */
export function HotspotList({ clusters }: { readonly clusters: readonly Hotspot[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  return (
    <ol className="cards always" aria-label={t('hotspots.list')}>
      {clusters.map(
        ({ rank, members, since, observed, expected, relativeRisk, p, significant, sentence }) => (
          <li key={rank} className={significant ? 'card edge edge-unusual hotspot' : 'card edge hotspot'}>
            <header>
              <ClusterMark rank={rank} chance={!significant} />
              <h3>
                {namesText(
                  members.map(({ name }) => say(name)),
                  language,
                )}
              </h3>
              <span className={significant ? 'standing worse' : 'standing faint'}>
                {significant ? '◆ ' : ''}
                {t(significant ? 'hotspots.significant' : 'hotspots.chance')}
              </span>
            </header>
            <p>{say(sentence)}</p>
            <dl className="facts">
              <div>
                <dt>{t('hotspots.since', { day: since })}</dt>
                <dd className="num">
                  {t('hotspots.counts', { observed: countText(observed), expected: meanText(expected) })}
                </dd>
              </div>
              <div>
                <dt>{t('hotspots.risk')}</dt>
                <dd className="num">{meanText(relativeRisk)}</dd>
              </div>
              <div>
                <dt>p</dt>
                <dd className="num">{chanceText(p)}</dd>
              </div>
              <div>
                <dt>{t('hotspots.members')}</dt>
                <dd className="num">
                  {members.map((member) => (
                    <div key={member.region}>
                      {t('hotspots.memberOf', {
                        name: say(member.name),
                        observed: countText(member.observed),
                        expected: meanText(member.expected),
                      })}
                    </div>
                  ))}
                </dd>
              </div>
            </dl>
          </li>
        ),
      )}
    </ol>
  );
}
