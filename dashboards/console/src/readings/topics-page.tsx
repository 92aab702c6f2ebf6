import { Alert, Input, Select } from 'antd';
import { topicWindows, type TopicList } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Answer, Field, FilterBar, Nothing, useUrlFilters } from '../parts/index.js';
import { useTopics } from './queries.js';
import { TopicCard } from './topic-card.js';
import { TopicDrawer } from './topic-drawer.js';

const defaultDays = '90';

function Topics({ list, onOpen }: { readonly list: TopicList; readonly onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { from, to, read, all, items } = list;
  if (items.length === 0) return <Nothing>{t('topics.empty')}</Nothing>;
  const hottest = Math.max(...items.map(({ heat }) => heat));
  return (
    <>
      {read < all && <Alert type="info" showIcon title={t('topics.partly', { read, all })} />}
      <p className="faint">{t('topics.grouped', { from, to, all, topics: items.length })}</p>
      <ol className="topics">
        {items.map((topic) => (
          <TopicCard
            key={topic.id}
            topic={topic}
            hottest={hottest}
            onOpen={() => {
              onOpen(topic.id);
            }}
          />
        ))}
      </ol>
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const window = { days: filters.get('days') || defaultDays, to: filters.get('to') };
  const topics = useTopics(window);
  return (
    <div className="page">
      <h1>{t('topics.title')}</h1>
      <p className="faint">{t('topics.about')}</p>
      <FilterBar count={filters.get('to') === '' ? 0 : 1}>
        <Field label={t('topics.window')}>
          <Select
            value={window.days}
            aria-label={t('topics.window')}
            options={topicWindows.map((days) => ({ value: String(days), label: t('topics.days', { days }) }))}
            onChange={(days) => {
              filters.set({ days });
            }}
          />
        </Field>
        <Field label={t('topics.to')}>
          <Input
            type="date"
            value={window.to}
            onChange={({ target }) => {
              filters.set({ to: target.value });
            }}
          />
        </Field>
      </FilterBar>
      <Answer asked={topics} lines={10}>
        {(list) => (
          <Topics
            list={list}
            onOpen={(topic) => {
              filters.set({ topic });
            }}
          />
        )}
      </Answer>
      <TopicDrawer
        id={filters.get('topic')}
        window={window}
        onClose={() => {
          filters.set({ topic: '' });
        }}
      />
    </div>
  );
}
