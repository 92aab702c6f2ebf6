import { useState } from 'react';
import { Button } from 'antd';
import type { ReplayResult, ReplaySide } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { DataList, Nothing } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { Change } from './sides.js';
import type { SidesProps } from './sides.js';
import { numberText } from './words.js';

type Place = ReplaySide['work'][number];

interface Line {
  readonly key: string;
  readonly town: string;
  readonly week: string;
  readonly messages: number;
  readonly messagesAfter: number | null;
  readonly hours: number;
  readonly hoursAfter: number | null;
  readonly capacity: number | null;
}

/** Lines shown before somebody asks for the rest. */
const few = 30;
const most = ({ hours, hoursAfter }: Line): number => hoursAfter ?? hours;
const over = (line: Line): boolean => line.capacity !== null && most(line) > line.capacity;

/** Messages and hours by town and week beside what those on duty have time for; weeks with more are marked and come first. */
export function Work({ published, candidate, hoursByTier }: SidesProps & Pick<ReplayResult, 'hoursByTier'>) {
  const { t } = useTranslation();
  const say = useSay();
  const [all, setAll] = useState(false);
  const keyOf = ({ week, region }: Place) => `${week} ${region}`;
  const was = new Map(published.work.map((one) => [keyOf(one), one]));
  const is = candidate === null ? null : new Map(candidate.work.map((one) => [keyOf(one), one]));
  const places = new Map([...was, ...(is ?? [])]);
  const lines = [...places]
    .map(([key, { week, regionName, capacity }]): Line => ({
      key,
      town: say(regionName),
      week,
      messages: was.get(key)?.messages ?? 0,
      messagesAfter: is === null ? null : (is.get(key)?.messages ?? 0),
      hours: was.get(key)?.hours ?? 0,
      hoursAfter: is === null ? null : (is.get(key)?.hours ?? 0),
      capacity: capacity ?? null,
    }))
    .toSorted((a, b) => Number(over(b)) - Number(over(a)) || most(b) - most(a));
  const columns: readonly ListColumn<Line>[] = [
    { key: 'town', title: t('common.region'), head: true, cell: ({ town }) => town },
    { key: 'week', title: t('replays.week'), cell: ({ week }) => <span className="num">{week}</span> },
    {
      key: 'messages',
      title: t('replays.messages'),
      align: 'end',
      cell: ({ messages, messagesAfter }) => <Change before={messages} after={messagesAfter} />,
    },
    {
      key: 'hours',
      title: t('replays.hours'),
      align: 'end',
      cell: ({ hours, hoursAfter }) => <Change before={hours} after={hoursAfter} />,
    },
    {
      key: 'capacity',
      title: t('replays.capacity'),
      align: 'end',
      cell: (line) =>
        line.capacity === null ? (
          <span className="faint">{t('replays.noRoster')}</span>
        ) : (
          <span className={over(line) ? 'num worse' : 'num'}>
            {numberText(line.capacity)}
            {over(line) && ` ▲ ${t('replays.overloaded')}`}
          </span>
        ),
    },
  ];
  const marked = lines.filter(over).length;
  return (
    <section className="panel" aria-label={t('replays.part.work')}>
      <h2>{t('replays.part.work')}</h2>
      <p className="faint">
        {t('replays.workMean', {
          hours: alertTiers.map((tier) => `${t(`tier.${tier}`)} ${hoursByTier[tier]}`).join(' · '),
        })}
      </p>
      {lines.length === 0 ? (
        <Nothing>{t('replays.noWork')}</Nothing>
      ) : (
        <>
          <p className={marked > 0 ? 'worse' : 'faint'}>{t('replays.overloads', { count: marked })}</p>
          <DataList
            label={t('replays.part.work')}
            items={all ? lines : lines.slice(0, few)}
            columns={columns}
            rowKey={({ key }) => key}
          />
          {!all && lines.length > few && (
            <Button
              block
              className="no-print"
              onClick={() => {
                setAll(true);
              }}
            >
              {t('workbench.showAll', { count: lines.length })}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
