import { Alert, Button, Progress } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { Segmented } from 'antd';
import type { Replay, ReplayResult } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, instantText, Nothing } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { Budget } from './budget.js';
import { Differences } from './differences.js';
import { Misses } from './misses.js';
import { useEnd, useReplay } from './queries.js';
import { Quality } from './quality.js';
import { Counts, Towns, Totals, Weeks } from './sides.js';
import { Work } from './work.js';

const parts = ['counts', 'differences', 'quality', 'misses', 'work', 'budget'] as const;
type Part = (typeof parts)[number];

function LikeProduction({ like }: { readonly like: ReplayResult['likeProduction'] }) {
  const { t } = useTranslation();
  if (like === null) return null;
  const same = like.same === like.alerts && like.differing.length === 0;
  return (
    <Alert
      type={same ? 'success' : 'warning'}
      showIcon
      title={t(same ? 'replays.like' : 'replays.unlike', { same: like.same, alerts: like.alerts })}
      description={
        same ? (
          like.incidents !== undefined && t('replays.likeIncidents', like.incidents)
        ) : (
          <details>
            <summary>{t('replays.unlikeList', { count: like.differing.length })}</summary>
            <ul>
              {like.differing.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </details>
        )
      }
    />
  );
}

function Result({ replay, result }: { readonly replay: Replay; readonly result: ReplayResult }) {
  const { t } = useTranslation();
  const say = useSay();
  const [params, setParams] = useSearchParams();
  const given = parts.filter(
    (part) =>
      (part !== 'budget' || result.budget !== null) && (part !== 'differences' || result.candidate !== null),
  );
  const asked = params.get('part');
  const part: Part = given.find((one) => one === asked) ?? (result.budget === null ? 'counts' : 'budget');
  const sides = { published: result.published, candidate: result.candidate };
  return (
    <>
      <LikeProduction like={result.likeProduction} />
      <Totals {...sides} />
      <div className="replay-parts no-print">
        <Segmented
          aria-label={t('replays.parts')}
          value={part}
          options={given.map((value) => ({ value, label: t(`replays.part.${value}`) }))}
          onChange={(value) => {
            setParams(
              (before) => {
                const next = new URLSearchParams(before);
                next.set('part', value);
                next.delete('page');
                return next;
              },
              { replace: true },
            );
          }}
        />
      </div>
      {part === 'counts' && (
        <>
          <Weeks {...sides} />
          <Counts {...sides} />
          <Towns {...sides} />
        </>
      )}
      {part === 'differences' && <Differences id={replay.id} counts={result.differences} />}
      {part === 'quality' && (
        <Quality {...sides} horizon={result.horizonDays} through={result.knownThrough} />
      )}
      {part === 'misses' && <Misses id={replay.id} both={result.candidate !== null} />}
      {part === 'work' && <Work {...sides} hoursByTier={result.hoursByTier} />}
      {part === 'budget' && result.budget !== null && <Budget id={replay.id} proposal={result.budget} />}
      <section className="panel">
        <h2>{t('replays.notes')}</h2>
        <ul>
          {result.notes.map((note) => (
            <li key={note.en}>{say(note)}</li>
          ))}
          <li className="num">
            {t('replays.took', {
              moments: result.moments,
              before: result.before,
              seconds: result.seconds,
            })}
          </li>
        </ul>
      </section>
    </>
  );
}

/** Two kept results beside each other: what the first and the second would have done. */
function Compared({ first, second }: { readonly first: Replay; readonly second: Replay }) {
  const { t } = useTranslation();
  if (first.result === null || second.result === null) return <Nothing>{t('replays.notDone')}</Nothing>;
  const sideOf = (result: ReplayResult) => result.candidate ?? result.published;
  const nameOf = ({ title, from, to }: Replay) => (title === '' ? `${from} – ${to}` : title);
  const sides = { published: sideOf(first.result), candidate: sideOf(second.result) };
  const names = { published: nameOf(first), candidate: nameOf(second) };
  return (
    <>
      <p>
        {t('replays.comparing', { first: names.published, second: names.candidate })}{' '}
        <Link to={`/replays/${encodeURIComponent(first.id)}`}>{t('replays.onlyFirst')}</Link>{' '}
        <Link to={`/replays/${encodeURIComponent(second.id)}`}>{t('replays.onlySecond')}</Link>
      </p>
      {(first.from !== second.from || first.to !== second.to) && (
        <Alert type="warning" showIcon title={t('replays.otherSpan')} />
      )}
      <Totals {...sides} names={names} />
      <Counts {...sides} names={names} />
      <Quality
        {...sides}
        names={names}
        horizon={first.result.horizonDays}
        through={first.result.knownThrough}
      />
      <Towns {...sides} names={names} />
    </>
  );
}

function Head({ replay }: { readonly replay: Replay }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { title, from, to, requestedBy, requestedAt, moments, candidates, budget } = replay;
  const tried =
    budget !== null
      ? t('replays.budgetOf', { count: budget })
      : candidates.length === 0
        ? t('replays.publishedOnly')
        : t('replays.tried', { rules: candidates.map(({ ruleId }) => ruleId).join('、') });
  return (
    <>
      <h1>{title === '' ? `${t('replays.replay')} ${from} – ${to}` : title}</h1>
      <p className="faint">
        <span className="num">
          {from} – {to}
        </span>{' '}
        · {tried} · {t(`replays.moments.${moments}`)} · {requestedBy}{' '}
        <span className="num">{instantText(requestedAt, language)}</span>
      </p>
    </>
  );
}

function GoingOn({ replay }: { readonly replay: Replay }) {
  const { t } = useTranslation();
  const say = useSay();
  const may = useMay('runReplays');
  const end = useEnd();
  const { id, state, progress, problem } = replay;
  const goesOn = state === 'waiting' || state === 'running';
  return (
    <section className="panel" aria-live="polite">
      <h2>{t(`replays.state.${state}`)}</h2>
      {goesOn && (
        <>
          <Progress percent={Math.round(progress * 100)} aria-label={t('replays.progress')} />
          <p className="faint">{t('replays.patience')}</p>
          {may && (
            <Button
              loading={end.isPending}
              onClick={() => {
                end.mutate({ id, act: 'cancel' });
              }}
            >
              {t('replays.cancel')}
            </Button>
          )}
        </>
      )}
      {problem !== null && <p className="worse">{say(problem)}</p>}
      {end.error !== null && <Fault error={end.error} />}
    </section>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const other = params.get('with');
  const replay = useReplay(id);
  const second = useReplay(other);
  return (
    <div className="page replays">
      <p className="no-print">
        <Link to="/replays">{t('replays.title')}</Link>
      </p>
      <Answer asked={replay} lines={12}>
        {(one) =>
          other === null ? (
            <>
              <Head replay={one} />
              {one.result === null ? <GoingOn replay={one} /> : <Result replay={one} result={one.result} />}
            </>
          ) : (
            <>
              <h1>{t('replays.compare')}</h1>
              <Answer asked={second} lines={12}>
                {(two) => <Compared first={one} second={two} />}
              </Answer>
            </>
          )
        }
      </Answer>
    </div>
  );
}
