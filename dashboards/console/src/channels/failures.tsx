import type { Failure } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Answer, DataList, Nothing, TierTag, instantText, type ListColumn } from '../parts/index.js';
import { useFailures } from './queries.js';

function useColumns(): readonly ListColumn<Failure>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return [
    {
      key: 'channel',
      title: t('channels.name'),
      head: true,
      cell: ({ channelName, kind }) => (
        <>
          {channelName} <span className="faint">{t(`channels.kindName.${kind}`)}</span>
        </>
      ),
    },
    { key: 'person', title: t('channels.person'), cell: ({ person }) => person ?? t('channels.group') },
    { key: 'tier', title: t('common.tier'), width: '90px', cell: ({ tier }) => <TierTag tier={tier} /> },
    {
      key: 'state',
      title: t('channels.state'),
      cell: ({ state }) =>
        t(state === 'failed' ? 'channels.messageState.failed' : 'channels.messageState.given-up'),
    },
    {
      key: 'tries',
      title: t('channels.attempts'),
      width: '70px',
      cell: ({ attempts }) => <span className="num">{attempts}</span>,
    },
    {
      key: 'answer',
      title: t('channels.answer'),
      cell: ({ answer }) => <span className="break">{answer ?? '—'}</span>,
    },
    {
      key: 'at',
      title: t('channels.triedAt'),
      width: '150px',
      cell: ({ triedAt }) => (
        <span className="num">{triedAt === null ? '—' : instantText(triedAt, language)}</span>
      ),
    },
  ];
}

/** Messages of the last week that did not go out: to whom and why, not what they say. */
export function Failures() {
  const { t } = useTranslation();
  const failures = useFailures();
  const columns = useColumns();
  return (
    <section className="panel" aria-label={t('channels.failures')}>
      <h2>{t('channels.failures')}</h2>
      <Answer asked={failures} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <Nothing>{t('channels.noFailures')}</Nothing>
          ) : (
            <DataList
              label={t('channels.failures')}
              items={items}
              columns={columns}
              rowKey={({ messageId }) => messageId}
            />
          )
        }
      </Answer>
    </section>
  );
}
