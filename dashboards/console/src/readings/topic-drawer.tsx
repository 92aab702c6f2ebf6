import { useState } from 'react';
import { Button, Drawer, Tag } from 'antd';
import type { TopicDetail } from '@miaotou/contracts';
import { eventKinds, type EventKind } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { deliveredLink } from '../sources/index.js';
import { useTopic, type TopicWindow } from './queries.js';
import { ReadingDrawer } from './reading-drawer.js';

const isKind = (kind: string): kind is EventKind => (eventKinds as readonly string[]).includes(kind);

function Messages({ topic }: { readonly topic: TopicDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const [reading, setReading] = useState<string | null>(null);
  return (
    <>
      <h3>{topic.words.join(' · ')}</h3>
      <p className="faint">
        {t('topics.shown')}
        {topic.shown.length < topic.messages &&
          ` · ${t('topics.more', { shown: topic.shown.length, count: topic.messages })}`}
      </p>
      <ul className="brief topic-messages">
        {topic.shown.map((message) => (
          <li key={message.eventId}>
            <div className="faint">
              <span className="num">{message.day}</span> ·{' '}
              {isKind(message.kind) ? t(`eventKind.${message.kind}`) : message.kind}
              {message.place !== null && ` · ${say(message.place)}`}{' '}
              {message.labour && <Tag color="blue">{t('reading.fact.labour')}</Tag>}
              {message.danger && <Tag color="red">{t('reading.fact.danger')}</Tag>}
            </div>
            {message.title !== null && <strong>{message.title}</strong>}
            <div>{message.text}</div>
            <div className="topic-links">
              <Button
                size="small"
                onClick={() => {
                  setReading(message.eventId);
                }}
              >
                {t('reading.title')}
              </Button>
              <DoorLink door="delivered" to={deliveredLink(message.batchId, message.row)}>
                {t('employer.rowLink', { row: message.row })}
              </DoorLink>
            </div>
          </li>
        ))}
      </ul>
      <ReadingDrawer
        eventId={reading}
        onClose={() => {
          setReading(null);
        }}
      />
    </>
  );
}

function Asked({ id, window }: { readonly id: string; readonly window: TopicWindow }) {
  const topic = useTopic(id, window);
  return <Answer asked={topic}>{(data) => <Messages topic={data} />}</Answer>;
}

/** The messages of one topic. */
export function TopicDrawer({
  id,
  window,
  onClose,
}: {
  readonly id: string;
  readonly window: TopicWindow;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={id !== ''}
      onClose={onClose}
      size={640}
      destroyOnHidden
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={t('topics.title')}
    >
      {id !== '' && <Asked id={id} window={window} />}
    </Drawer>
  );
}
