import { useState } from 'react';
import { Button, Popconfirm } from 'antd';
import type { Roster } from '@miaotou/contracts';
import { addDays, dayOf, findRegion, weekStart } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { IncidentTabs } from '../incidents/index.js';
import { Answer, Fault, instantText, Nothing } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { LeaveDialog, PostDialog, ShiftDialog } from './dialogs.js';
import { useRoster, useRosterChange, useRosterWeek } from './queries.js';

function Week() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [from, setFrom] = useState(() => weekStart(dayOf(new Date())));
  const week = useRosterWeek(from);
  const time = (instant: string) => instantText(instant, language).slice(-5);
  return (
    <section className="panel" aria-label={t('roster.week')}>
      <h2>
        {t('roster.week')}
        <span className="more">
          <Button
            size="small"
            onClick={() => {
              setFrom(addDays(from, -14));
            }}
          >
            {t('roster.earlier')}
          </Button>{' '}
          <Button
            size="small"
            onClick={() => {
              setFrom(addDays(from, 14));
            }}
          >
            {t('roster.later')}
          </Button>
        </span>
      </h2>
      <Answer asked={week} lines={6}>
        {({ days, lines }) =>
          lines.length === 0 ? (
            <Nothing>{t('roster.empty')}</Nothing>
          ) : (
            <div className="table-frame scroll" tabIndex={0} role="region" aria-label={t('roster.week')}>
              <table className="data tight cells">
                <thead>
                  <tr>
                    <th scope="col">{t('roster.post')}</th>
                    {days.map(({ day, workday, reason, provisional }) => (
                      <th
                        key={day}
                        scope="col"
                        className={workday ? '' : 'faint'}
                        title={provisional ? t('roster.provisional') : undefined}
                      >
                        {day.slice(5)}{' '}
                        {(reason === 'holiday' || reason === 'make-up') && t(`roster.dayReason.${reason}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {lines.map(({ postId, post, level, cells }) => (
                    <tr key={postId}>
                      <th scope="row">
                        {post} <span className="faint">{t(`level.${level}`)}</span>
                      </th>
                      {cells.map((cell, index) => (
                        <td key={days[index]?.day ?? index}>
                          {cell.map(({ person, from: begins, until, standsInFor }) => (
                            <div key={`${person}:${begins}`}>
                              {person}{' '}
                              <span className="faint num">
                                {time(begins)}–{time(until)}
                              </span>
                              {standsInFor !== null && (
                                <div className="faint">{t('roster.standsIn', { name: standsInFor })}</div>
                              )}
                            </div>
                          ))}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </section>
  );
}

type Asked =
  | { readonly kind: 'post' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'shift'; readonly postId: string };

function Remove({ what, id }: { readonly what: 'posts' | 'shifts' | 'leaves'; readonly id: string }) {
  const { t } = useTranslation();
  const change = useRosterChange();
  return (
    <>
      <Popconfirm
        title={t('roster.removeSure')}
        okText={t('roster.remove')}
        cancelText={t('common.cancel')}
        onConfirm={() => {
          change.mutate({ to: `${what}/${encodeURIComponent(id)}`, method: 'DELETE' });
        }}
      >
        <Button type="link" danger loading={change.isPending}>
          {t('roster.remove')}
        </Button>
      </Popconfirm>
      {change.error !== null && <Fault error={change.error} />}
    </>
  );
}

function Posts({
  roster,
  may,
  onAsk,
}: {
  readonly roster: Roster;
  readonly may: boolean;
  readonly onAsk: (asked: Asked) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="panel" aria-label={t('roster.posts')}>
      <h2>{t('roster.posts')}</h2>
      {roster.posts.length === 0 && <Nothing>{t('roster.empty')}</Nothing>}
      <ul className="plain">
        {roster.posts.map((post) => (
          <li key={post.id}>
            <strong>{post.name}</strong>{' '}
            <span className="faint">
              {t(`level.${post.level}`)} ·{' '}
              {post.regions.length === 0
                ? t('roster.everywhere')
                : post.regions
                    .map((code) => say(findRegion(code)?.name ?? { zh: code, en: code }))
                    .join('、')}{' '}
              · ≥ {t(`tier.${post.minTier}`)}
            </span>
            {may && <Remove what="posts" id={post.id} />}
            <p>
              {t('roster.now')}：
              {post.now.length === 0
                ? t('roster.nobodyNow')
                : post.now.map(({ person, reason }) => `${person.displayName}（${say(reason)}）`).join('、')}
            </p>
            <ul className="plain">
              {roster.shifts
                .filter(({ postId }) => postId === post.id)
                .map((shift) => (
                  <li key={shift.id} className="faint">
                    {shift.person?.displayName ?? shift.personId}
                    {shift.substitute !== null &&
                      ` / ${t('roster.substitute')} ${shift.substitute.displayName}`}{' '}
                    · {shift.days.map((day) => t(`roster.dayKind.${day}`)).join(' ')} ·{' '}
                    <span className="num">
                      {shift.from}–{shift.until}
                    </span>
                    {may && <Remove what="shifts" id={shift.id} />}
                  </li>
                ))}
            </ul>
            {may && (
              <Button
                size="small"
                onClick={() => {
                  onAsk({ kind: 'shift', postId: post.id });
                }}
              >
                {t('roster.addShift')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <p>
          <Button
            onClick={() => {
              onAsk({ kind: 'post' });
            }}
          >
            {t('roster.addPost')}
          </Button>
        </p>
      )}
    </section>
  );
}

function Leaves({
  roster,
  may,
  onAsk,
}: {
  readonly roster: Roster;
  readonly may: boolean;
  readonly onAsk: (asked: Asked) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <section className="panel" aria-label={t('roster.leaves')}>
      <h2>{t('roster.leaves')}</h2>
      {roster.leaves.length === 0 && <p className="faint">{t('roster.noLeaves')}</p>}
      <ul className="plain">
        {roster.leaves.map((leave) => (
          <li key={leave.id}>
            <strong>{leave.person?.displayName ?? leave.personId}</strong>{' '}
            <span className="num">
              {instantText(leave.from, language)} – {instantText(leave.until, language)}
            </span>{' '}
            {leave.substitute !== null && `${t('roster.substitute')} ${leave.substitute.displayName} · `}
            <span className="faint">{leave.reason}</span>
            {may && <Remove what="leaves" id={leave.id} />}
          </li>
        ))}
      </ul>
      {may && (
        <p>
          <Button
            onClick={() => {
              onAsk({ kind: 'leave' });
            }}
          >
            {t('roster.addLeave')}
          </Button>
        </p>
      )}
    </section>
  );
}

export function Component() {
  const { t } = useTranslation();
  const may = useMay('rosterDesk');
  const roster = useRoster();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => {
    setAsked(null);
  };
  return (
    <div className="page">
      <h1>{t('roster.title')}</h1>
      <IncidentTabs />
      <Week />
      <Answer asked={roster} lines={8}>
        {(answer) => (
          <div className="two-columns">
            <Posts roster={answer} may={may} onAsk={setAsked} />
            <Leaves roster={answer} may={may} onAsk={setAsked} />
            {asked?.kind === 'post' && <PostDialog onClose={close} />}
            {asked?.kind === 'shift' && <ShiftDialog roster={answer} postId={asked.postId} onClose={close} />}
            {asked?.kind === 'leave' && <LeaveDialog roster={answer} onClose={close} />}
          </div>
        )}
      </Answer>
    </div>
  );
}
