import { useState } from 'react';
import { App, Button } from 'antd';
import type { Channel } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, DataList, Fault, Forbidden, TierTag, instantText, type ListColumn } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ChannelEditor } from './editor.js';
import { Failures } from './failures.js';
import { useChannels, useRemoveChannel, useTest, useToggle } from './queries.js';

function stateOf({ enabled, problem, restUntil, lastSentAt }: Channel, now: number) {
  if (!enabled) return 'off' as const;
  if (restUntil !== null && Date.parse(restUntil) > now) return 'resting' as const;
  if (problem !== null) return 'failing' as const;
  return lastSentAt === null ? ('new' as const) : ('well' as const);
}

const looks = { well: 'well', failing: 'failing', resting: 'failing', off: 'paused', new: 'new' } as const;

function State({ channel, now }: { readonly channel: Channel; readonly now: number }) {
  const { t } = useTranslation();
  const say = useSay();
  const state = stateOf(channel, now);
  return (
    <div className="batch-state">
      <span className={`state-tag connection-${looks[state]}`}>{t(`channels.stateName.${state}`)}</span>
      {channel.problem !== null && (
        <span className="batch-problem">
          {say(channel.problem.message)} {t('channels.failuresInRow', { count: channel.failures })}
        </span>
      )}
    </div>
  );
}

function Actions({
  channel,
  onEdit,
}: {
  readonly channel: Channel;
  readonly onEdit: (channel: Channel) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { message, modal } = App.useApp();
  const test = useTest();
  const toggle = useToggle();
  const remove = useRemoveChannel();
  const own = channel.settings.kind !== 'web-push';
  const error = test.error ?? toggle.error ?? remove.error;
  return (
    <div className="row-actions">
      <Button
        size="small"
        loading={test.isPending}
        onClick={() => {
          test.mutate(channel.id, {
            onSuccess: ({ sent, problem, answer }) =>
              void (sent
                ? message.success(t('channels.testSent', { answer }))
                : message.error(problem === null ? answer : say(problem.message))),
          });
        }}
      >
        {t('channels.test')}
      </Button>
      {own && (
        <Button
          size="small"
          onClick={() => {
            onEdit(channel);
          }}
        >
          {t('channels.edit')}
        </Button>
      )}
      <Button
        size="small"
        loading={toggle.isPending}
        onClick={() => {
          toggle.mutate({ id: channel.id, enabled: !channel.enabled });
        }}
      >
        {t(channel.enabled ? 'channels.turnOff' : 'channels.turnOn')}
      </Button>
      {own && (
        <Button
          size="small"
          danger
          loading={remove.isPending}
          onClick={() => {
            modal.confirm({
              title: t('channels.removeTitle', { name: channel.name }),
              content: t('channels.removeText'),
              okText: t('channels.remove'),
              cancelText: t('common.cancel'),
              onOk: () => {
                remove.mutate(channel.id);
              },
            });
          }}
        >
          {t('channels.remove')}
        </Button>
      )}
      {error !== null && <Fault error={error} />}
    </div>
  );
}

const targetOf = ({ settings }: Channel): string => {
  if (settings.kind === 'email') return `${settings.from} · ${settings.host}:${settings.port}`;
  if (settings.kind === 'sms' || settings.kind === 'voice') return settings.url;
  return settings.kind === 'web-push' ? '' : settings.site;
};

function useColumns(onEdit: (channel: Channel) => void, now: number): readonly ListColumn<Channel>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayChange = useMay('connect');
  return [
    {
      key: 'name',
      title: t('channels.name'),
      head: true,
      cell: (one) => (
        <div className="alert-cell">
          <strong>{one.settings.kind === 'web-push' ? t('channels.kindName.web-push') : one.name}</strong>
          {one.settings.kind !== 'web-push' && (
            <div className="faint">{t(`channels.kindName.${one.settings.kind}`)}</div>
          )}
          <div className="faint break">{targetOf(one)}</div>
        </div>
      ),
    },
    { key: 'state', title: t('channels.enabled'), cell: (one) => <State channel={one} now={now} /> },
    {
      key: 'tier',
      title: t('channels.lowestTier'),
      width: '110px',
      cell: ({ lowestTier }) => <TierTag tier={lowestTier} />,
    },
    {
      key: 'sent',
      title: t('channels.sent'),
      width: '110px',
      cell: ({ sent }) => <span className="num">{sent}</span>,
    },
    {
      key: 'waiting',
      title: t('channels.waiting'),
      width: '80px',
      cell: ({ waiting }) => <span className="num">{waiting}</span>,
    },
    {
      key: 'lost',
      title: t('channels.givenUp'),
      width: '90px',
      cell: ({ givenUp }) => <span className="num">{givenUp}</span>,
    },
    {
      key: 'last',
      title: t('channels.lastSent'),
      width: '150px',
      cell: ({ lastSentAt }) => (
        <span className="num">{lastSentAt === null ? '—' : instantText(lastSentAt, language)}</span>
      ),
    },
    ...(mayChange
      ? [
          {
            key: 'do',
            title: '',
            width: '250px',
            cell: (one: Channel) => <Actions channel={one} onEdit={onEdit} />,
          },
        ]
      : []),
  ];
}

function Channels() {
  const { t } = useTranslation();
  const channels = useChannels();
  const mayChange = useMay('connect');
  const [open, setOpen] = useState<{ readonly channel: Channel | null } | null>(null);
  const columns = useColumns((channel) => {
    setOpen({ channel });
  }, channels.dataUpdatedAt);
  return (
    <>
      <section className="panel" aria-label={t('channels.title')}>
        <div className="section-head">
          <p className="faint">{t('channels.intro')}</p>
          {mayChange && (
            <Button
              type="primary"
              onClick={() => {
                setOpen({ channel: null });
              }}
            >
              {t('channels.add')}
            </Button>
          )}
        </div>
        <Answer asked={channels} lines={5}>
          {(items) => (
            <DataList label={t('channels.title')} items={items} columns={columns} rowKey={({ id }) => id} />
          )}
        </Answer>
      </section>
      <Failures />
      {open !== null && (
        <ChannelEditor
          channel={open.channel}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

/** Ways on which messages leave the house, and how it goes with them. */
export function Component() {
  const { t } = useTranslation();
  if (!useMay('channels')) return <Forbidden />;
  return (
    <div className="page">
      <h1>{t('channels.title')}</h1>
      <Channels />
    </div>
  );
}
