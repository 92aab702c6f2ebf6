import type { ReplayScore, ReplaySide } from '@miaotou/contracts';
import { verdictKinds } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { DataList } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import type { SidesProps } from './sides.js';
import { leadText, shareText } from './words.js';

interface Line {
  readonly key: string;
  readonly name: string;
  readonly score: ReplayScore;
  readonly other: ReplayScore | null;
}

function Scores({
  label,
  head,
  lines,
}: {
  readonly label: string;
  readonly head: string;
  readonly lines: readonly Line[];
}) {
  const { t } = useTranslation();
  const both = (of: (score: ReplayScore) => string) => (line: Line) => (
    <span className="num">
      {of(line.score)}
      {line.other !== null && <div className="after">→ {of(line.other)}</div>}
    </span>
  );
  const columns: readonly ListColumn<Line>[] = [
    { key: 'name', title: head, head: true, cell: ({ name }) => name },
    { key: 'alerts', title: t('replays.alerts'), align: 'end', cell: both(({ alerts }) => String(alerts)) },
    {
      key: 'followed',
      title: t('replays.followed'),
      align: 'end',
      cell: both(({ followed, unfollowed, tooRecent }) => `${followed} / ${unfollowed} / ${tooRecent}`),
    },
    {
      key: 'precision',
      title: t('replays.precision'),
      align: 'end',
      cell: both(({ precision }) => shareText(precision)),
    },
    {
      key: 'caught',
      title: t('replays.caught'),
      align: 'end',
      cell: both(({ caught, outcomes }) => `${caught} / ${outcomes}`),
    },
    {
      key: 'recall',
      title: t('replays.recall'),
      align: 'end',
      cell: both(({ recall }) => shareText(recall)),
    },
    { key: 'lead', title: t('replays.lead'), align: 'end', cell: both(({ leadDays }) => leadText(leadDays)) },
  ];
  return (
    <section className="panel">
      <h2>{label}</h2>
      <DataList label={label} items={lines} columns={columns} rowKey={({ key }) => key} />
    </section>
  );
}

function Verdicts({ published, candidate }: SidesProps) {
  const { t } = useTranslation();
  const told = (side: ReplaySide) => {
    const { kinds, held } = side.verdicts;
    return kinds === undefined
      ? '—'
      : `${verdictKinds.map((kind) => `${t(`verdictKind.${kind}`)} ${kinds[kind]}`).join(' · ')}${t('replays.heldShare', { share: shareText(held) })}`;
  };
  return (
    <section className="panel">
      <h2>{t('replays.verdicts')}</h2>
      <p className="num">{told(published)}</p>
      {candidate !== null && <p className="num">→ {told(candidate)}</p>}
      <p className="faint">{t('replays.verdictsMean')}</p>
    </section>
  );
}

/** How well alerts foretold what happened: over all, by happening, tier and rule; and what people found out of them. */
export function Quality({
  horizon,
  through,
  ...sides
}: SidesProps & { readonly horizon: number; readonly through: string | null }) {
  const { t } = useTranslation();
  const say = useSay();
  const { published, candidate } = sides;
  const kinds = published.score.byOutcome.map(({ kind, score }): Line => ({
    key: kind,
    name: t(`replays.outcome.${kind}`),
    score,
    other: candidate?.score.byOutcome.find((one) => one.kind === kind)?.score ?? null,
  }));
  const tiers = published.score.byTier.map(({ tier, score }): Line => ({
    key: tier,
    name: t('replays.atLeast', { tier: t(`tier.${tier}`) }),
    score,
    other: candidate?.score.byTier.find((one) => one.tier === tier)?.score ?? null,
  }));
  const rules = published.score.byRule.map(({ ruleId, name, score }): Line => ({
    key: ruleId,
    name: `${ruleId} ${say(name)}`,
    score,
    other: candidate?.score.byRule.find((one) => one.ruleId === ruleId)?.score ?? null,
  }));
  return (
    <>
      <p className="faint">
        {t('replays.qualityMean', { days: horizon, through: through ?? t('replays.nothingKnown') })}
      </p>
      <Scores label={t('replays.byOutcome')} head={t('replays.happening')} lines={kinds} />
      <Scores label={t('replays.byTier')} head={t('replays.tier')} lines={tiers} />
      <Scores label={t('replays.byRuleQuality')} head={t('rules.rule')} lines={rules} />
      <Verdicts {...sides} />
    </>
  );
}
