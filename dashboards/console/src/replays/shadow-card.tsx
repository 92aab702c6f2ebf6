import { Button } from 'antd';
import type { Shadow } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, DataList, Fault, instantText, TierShape } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useShadowChange, useShadows } from './queries.js';

type Week = Shadow['weeks'][number];

function Weeks({ weeks }: { readonly weeks: readonly Week[] }) {
  const { t } = useTranslation();
  const side = (key: 'published' | 'shadow'): ListColumn<Week> => ({
    key,
    title: t(`replays.shadowSide.${key}`),
    cell: (week) => (
      <span className="rule-live">
        {alertTiers.toReversed().map((tier) => (
          <span key={tier} aria-label={`${t(`tier.${tier}`)} ${week[key][tier]}`}>
            <TierShape tier={tier} /> <span className="num">{week[key][tier]}</span>
          </span>
        ))}
      </span>
    ),
  });
  const columns: readonly ListColumn<Week>[] = [
    {
      key: 'week',
      title: t('replays.week'),
      head: true,
      cell: ({ week }) => <span className="num">{week}</span>,
    },
    side('published'),
    side('shadow'),
  ];
  return (
    <DataList
      label={t('replays.shadowWeeks')}
      items={weeks.toReversed()}
      columns={columns}
      rowKey={({ week }) => week}
    />
  );
}

function One({ shadow, may }: { readonly shadow: Shadow; readonly may: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const change = useShadowChange();
  const { id, draftId, startedBy, startedAt, end, endedAt, judgedAt, problem, standing, weeks } = shadow;
  return (
    <li>
      <div className="alert-marks">
        <strong>{t(end === null ? 'replays.shadowRuns' : `replays.shadowEnd.${end}`)}</strong>
        <span>
          {t('replays.shadowOf', { draft: draftId, by: startedBy, at: instantText(startedAt, language) })}
          {endedAt !== null && ` – ${instantText(endedAt, language)}`}
        </span>
        {may && end === null && (
          <Button
            size="small"
            loading={change.isPending}
            onClick={() => {
              change.mutate({ stop: id });
            }}
          >
            {t('replays.shadowStop')}
          </Button>
        )}
      </div>
      <p className="faint">
        {judgedAt === null
          ? t('replays.shadowWaits')
          : t('replays.shadowStanding', {
              at: instantText(judgedAt, language),
              published: standing.published,
              shadow: standing.shadow,
            })}
      </p>
      {problem !== null && <p className="worse">{say(problem)}</p>}
      {weeks.length > 0 && <Weeks weeks={weeks} />}
      {change.error !== null && <Fault error={change.error} />}
    </li>
  );
}

/** Drafts of a rule that are judged beside production and raise nothing, with their own counts; and the way to begin one. */
export function ShadowCard({
  ruleId,
  drafts,
}: {
  readonly ruleId: string;
  /** Open drafts of the rule that can be judged. */
  readonly drafts: readonly { readonly id: string; readonly author: string }[];
}) {
  const { t } = useTranslation();
  const may = useMay('draftRules');
  const shadows = useShadows(ruleId);
  const change = useShadowChange();
  return (
    <section className="panel" aria-label={t('replays.shadow')}>
      <h2>{t('replays.shadow')}</h2>
      <p className="faint">{t('replays.shadowMean')}</p>
      <Answer asked={shadows} lines={2}>
        {(all) => {
          const running = new Set(all.filter(({ end }) => end === null).map(({ draftId }) => draftId));
          const free = drafts.filter(({ id }) => !running.has(id));
          return (
            <>
              {all.length > 0 && (
                <ul className="plain">
                  {all.map((shadow) => (
                    <One key={shadow.id} shadow={shadow} may={may} />
                  ))}
                </ul>
              )}
              {all.length === 0 && free.length === 0 && <p className="faint">{t('replays.shadowNone')}</p>}
              {may &&
                free.map(({ id, author }) => (
                  <Button
                    key={id}
                    className="no-print"
                    loading={change.isPending}
                    onClick={() => {
                      change.mutate({ start: id });
                    }}
                  >
                    {t('replays.shadowStart', { draft: id, author })}
                  </Button>
                ))}
            </>
          );
        }}
      </Answer>
      {change.error !== null && <Fault error={change.error} />}
    </section>
  );
}
