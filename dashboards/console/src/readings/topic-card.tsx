import { Button, Tag } from 'antd';
import type { Topic } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';

/** Messages by week as bars; the highest week fills the height. */
export function Weeks({ weeks }: Pick<Topic, 'weeks'>) {
  const { t } = useTranslation();
  const most = Math.max(1, ...weeks.map(({ messages }) => messages));
  const text = weeks
    .filter(({ messages }) => messages > 0)
    .map(({ week, messages }) => `${week}: ${messages}`)
    .join(', ');
  return (
    <svg
      className="topic-weeks"
      viewBox={`0 0 ${weeks.length * 6} 28`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${t('topics.weekly')} ${text}`}
    >
      {weeks.map(({ week, messages }, at) => (
        <rect
          key={week}
          x={at * 6 + 1}
          width={4}
          y={messages === 0 ? 27 : 28 - (messages / most) * 26}
          height={messages === 0 ? 1 : (messages / most) * 26}
          className={messages === 0 ? 'none' : ''}
        />
      ))}
    </svg>
  );
}

/** One topic at a glance. */
export function TopicCard({
  topic,
  hottest,
  onOpen,
}: {
  readonly topic: Topic;
  readonly hottest: number;
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { words, messages, repeats, likes, labour, danger, heat, from, to, places, weeks } = topic;
  const facts = [
    t('topics.messages', { count: messages }),
    ...(repeats > 0 ? [t('topics.repeats', { count: repeats })] : []),
    ...(likes > 0 ? [t('topics.likes', { count: likes })] : []),
  ];
  return (
    <li className="panel topic">
      <div className="topic-heat" title={t('topics.heat')}>
        <strong className="num">{heat}</strong>
        <span className="faint">{t('topics.heat')}</span>
        <meter min={0} max={Math.max(hottest, 0.1)} value={heat} aria-label={t('topics.heat')} />
      </div>
      <div className="topic-body">
        <h2>
          <button type="button" className="as-link" onClick={onOpen}>
            {words.join(' · ')}
          </button>
        </h2>
        <p>
          {facts.join(' · ')} {labour > 0 && <Tag color="blue">{t('topics.labour', { count: labour })}</Tag>}
          {danger > 0 && <Tag color="red">{t('topics.danger', { count: danger })}</Tag>}
        </p>
        <p className="faint">
          <span className="num">
            {from} – {to}
          </span>
          {places.length > 0 && ` · ${places.map(({ name }) => say(name)).join('、')}`}
        </p>
      </div>
      <Weeks weeks={weeks} />
      <Button size="small" className="no-print" onClick={onOpen}>
        {t('topics.open')}
      </Button>
    </li>
  );
}
