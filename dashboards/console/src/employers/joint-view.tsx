import { useState } from 'react';
import { Alert, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { JointViewSchema, type JointItem, type JointView as Told } from '@miaotou/contracts';
import { formatYuan, jointKinds } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Choices, dayText, instantText, Nothing, TierTag } from '../parts/index.js';
import { DoorLink, useMay, type Door } from '../people/index.js';
import { ReadingDrawer, ReadMark } from '../readings/index.js';
import { deliveredLink } from '../sources/index.js';

/** Lines shown before the reader asks for more. */
const firstLines = 20;

const doorOf = (to: string): Door =>
  to.startsWith('/inspections') ? 'inspections' : to.startsWith('/alerts') ? 'alerts' : 'incidents';

function PeopleOnIt({ people }: { readonly people: Told['people'] }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  if (people.length === 0) return <p className="faint">{t('joint.nobody')}</p>;
  return (
    <ul className="joint-people" aria-label={t('joint.people')}>
      {people.map(({ person, office, doing, to, since, due, overdue }) => (
        <li key={`${person.id}:${doing}:${to}`}>
          <strong>{person.displayName}</strong>
          {office !== null && <span className="faint"> {say(office)}</span>}{' '}
          <DoorLink door={doorOf(to)} to={to}>
            {t(`joint.doing.${doing}`)}
          </DoorLink>{' '}
          <span className="faint num">{t('joint.since', { at: dayText(since, language) })}</span>{' '}
          {due !== null && (
            <span className={overdue ? 'num joint-late' : 'num faint'}>
              {t(overdue ? 'joint.overdue' : 'joint.due', { at: instantText(due, language) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Line({ item, onRead }: { readonly item: JointItem; readonly onRead: (eventId: string) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const mayRead = useMay('topics');
  const { kind, office, title, text, tier, open, persons, amountFen, to, row, readingOf, read } = item;
  return (
    <li className={`joint-item joint-${kind}`}>
      <div className="joint-when">
        <span className="num">{dayText(item.at, language)}</span>
        <span className="faint">{say(office)}</span>
      </div>
      <div className="joint-what">
        <div className="brief-head">
          {tier !== null && <TierTag tier={tier} />}
          {to === null ? (
            <strong>{say(title)}</strong>
          ) : (
            <DoorLink door={doorOf(to)} to={to}>
              {say(title)}
            </DoorLink>
          )}
          {open && <span className="joint-open">{t('joint.open')}</span>}
          {persons !== null && (
            <span className="num">
              {t('joint.persons', { count: persons })} {read.includes('persons') && <ReadMark />}
            </span>
          )}
          {amountFen !== null && (
            <span className="num">
              {formatYuan(amountFen)} {read.includes('amountFen') && <ReadMark />}
            </span>
          )}
        </div>
        <div className="joint-text">{say(text)}</div>
        {(row !== null || readingOf !== null) && (
          <div className="joint-ways">
            {row !== null && (
              <DoorLink door="delivered" to={deliveredLink(row.batchId, row.row)}>
                {t('employer.rowLink', { row: row.row })}
              </DoorLink>
            )}
            {readingOf !== null && mayRead && (
              <button
                type="button"
                className="read-mark"
                onClick={() => {
                  onRead(readingOf);
                }}
              >
                {t('reading.title')}
              </button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

function TimeLine({ told }: { readonly told: Told }) {
  const { t } = useTranslation();
  const say = useSay();
  const [kinds, setKinds] = useState('');
  const [office, setOffice] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [reading, setReading] = useState<string | null>(null);
  const present = jointKinds.filter((kind) => told.items.some((item) => item.kind === kind));
  const wanted = kinds === '' ? [] : kinds.split(',');
  const matching = told.items.filter(
    (item) =>
      (wanted.length === 0 || wanted.includes(item.kind)) && (office === null || item.office.zh === office),
  );
  const shown = all ? matching : matching.slice(0, firstLines);
  return (
    <>
      <ul className="joint-offices" aria-label={t('joint.offices')}>
        {told.offices.map(({ office: one, items, open }) => (
          <li key={one.zh}>
            <button
              type="button"
              aria-pressed={office === one.zh}
              onClick={() => {
                setOffice(office === one.zh ? null : one.zh);
              }}
            >
              {say(one)} <span className="num">{items}</span>
              {open > 0 && <span className="joint-open">{t('joint.openCount', { count: open })}</span>}
            </button>
          </li>
        ))}
      </ul>
      <Choices
        label={t('joint.kinds')}
        value={kinds}
        options={present.map((value) => ({ value, label: t(`joint.kind.${value}`) }))}
        onChange={setKinds}
      />
      {matching.length === 0 ? (
        <Nothing>{t('joint.nothing')}</Nothing>
      ) : (
        <ol className="joint-line" aria-label={t('joint.line')}>
          {shown.map((item) => (
            <Line key={item.id} item={item} onRead={setReading} />
          ))}
        </ol>
      )}
      {matching.length > shown.length && (
        <Button
          onClick={() => {
            setAll(true);
          }}
        >
          {t('joint.more', { count: matching.length - shown.length })}
        </Button>
      )}
      {told.cut && <Alert type="info" showIcon title={t('joint.cut')} />}
      <ReadingDrawer
        eventId={reading}
        onClose={() => {
          setReading(null);
        }}
      />
    </>
  );
}

/** The employer page's section: everything that happened with it in any office, and who is on it. */
export function JointView({ employerId }: { readonly employerId: string }) {
  const { t } = useTranslation();
  const told = useQuery({
    queryKey: ['employer', employerId, 'joint-view'],
    queryFn: ({ signal }) =>
      http.request(JointViewSchema, `/employers/${encodeURIComponent(employerId)}/joint-view`, { signal }),
  });
  return (
    <section className="panel" aria-label={t('joint.title')}>
      <h2>{t('joint.title')}</h2>
      <Answer asked={told} lines={8}>
        {(found) => (
          <>
            <PeopleOnIt people={found.people} />
            {found.items.length === 0 ? <Nothing>{t('joint.nothing')}</Nothing> : <TimeLine told={found} />}
          </>
        )}
      </Answer>
    </section>
  );
}
