import { tierTotal } from '@miaotou/charts';
import type { Overview } from '@miaotou/contracts';
import { slotsShownAs, type AlertTier } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { TierShape } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { folded, useTiersInUse, useTierScheme } from '../tiers/index.js';
import { useSystem } from '../system/index.js';
import { alertsLink, newAlertsLink, unansweredState } from './links.js';

/** Whether nothing was judged yet: then no alert does not mean that all is calm. */
function useUnjudged({ counts }: Overview): boolean {
  const loading = useSystem().data?.loading ?? null;
  return loading !== null && tierTotal(counts.live) === 0;
}

/** One sentence that says how things stand. */
export function Sentence({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const scheme = useTierScheme();
  const unjudged = useUnjudged(overview);
  const { counts, blind, leftOut } = overview;
  const late = new Set([...blind, ...leftOut].map(({ layout }) => layout)).size;
  const live = tierTotal(counts.live);
  const shown = folded(counts.live, scheme);
  const [second, first] = scheme.tiers.slice(-2);
  const called = (look: typeof first): string => {
    const name = look === undefined ? '' : say(look.name);
    return language === 'en' ? name.toLowerCase() : name;
  };
  const gravest = {
    first: first === undefined ? 0 : shown[first.slot],
    firstTier: called(first),
    second: second === undefined ? 0 : shown[second.slot],
    secondTier: called(second),
  };
  if (unjudged) {
    return <p className="overview-sentence">{t('overview.sentenceLoading')}</p>;
  }
  return (
    <p className="overview-sentence">
      <DoorLink door="alerts" to={alertsLink()}>
        {live === 0
          ? t('overview.sentenceCalm')
          : t('overview.sentence', {
              live,
              ...gravest,
              unanswered: tierTotal(counts.unanswered),
            })}
      </DoorLink>
      {late > 0 && (
        <DoorLink door="imports" to="/imports/layouts">
          {' '}
          {t('overview.sentenceBlind', { count: late })}
        </DoorLink>
      )}
    </p>
  );
}

function Change({ now, before }: { readonly now: number; readonly before: number }) {
  const { t } = useTranslation();
  if (now === before) return <span className="faint">{t('overview.same')}</span>;
  return now > before ? (
    <span className="worse">▲ {t('overview.upBy', { count: now - before })}</span>
  ) : (
    <span className="better">▼ {t('overview.downBy', { count: before - now })}</span>
  );
}

function Count({ tier, overview }: { readonly tier: AlertTier; readonly overview: Overview }) {
  const { t } = useTranslation();
  const scheme = useTierScheme();
  const [live, unanswered, openedLast7Days, openedPrevious7Days] = [
    folded(overview.counts.live, scheme),
    folded(overview.counts.unanswered, scheme),
    folded(overview.counts.openedLast7Days, scheme),
    folded(overview.counts.openedPrevious7Days, scheme),
  ];
  const asked = slotsShownAs(tier, scheme).join(',');
  const unjudged = useUnjudged(overview);
  return (
    <div className={`count edge edge-${tier}`}>
      <DoorLink door="alerts" className="count-live" to={alertsLink({ tier: asked })}>
        <TierShape tier={tier} size={22} />
        <span>
          {t(`tier.${tier}`)}{' '}
          {scheme.version === null && <span className="faint">{t(`tierSense.${tier}`)}</span>}
        </span>
        <strong className="num">{unjudged ? '—' : live[tier].toLocaleString('en-US')}</strong>
      </DoorLink>
      {!unjudged && (
        <div className="count-more">
          <DoorLink door="alerts" to={alertsLink({ tier: asked, state: unansweredState })}>
            {t('overview.unansweredOf', { count: unanswered[tier] })}
          </DoorLink>
          <DoorLink door="alerts" to={newAlertsLink(overview.asOf, { tier: asked })}>
            {t('overview.newIn7', { count: openedLast7Days[tier] })}
          </DoorLink>
          <Change now={openedLast7Days[tier]} before={openedPrevious7Days[tier]} />
        </div>
      )}
    </div>
  );
}

/** Live alerts by tier, gravest first, with what is new and what is unanswered. */
export function Counts({ overview }: { readonly overview: Overview }) {
  const tiers = useTiersInUse();
  return (
    <div className="counts">
      {tiers.map((tier) => (
        <Count key={tier} tier={tier} overview={overview} />
      ))}
    </div>
  );
}
