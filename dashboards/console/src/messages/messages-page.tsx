import { useState } from 'react';
import { Button, Switch } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { Message } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Answer, Fault, Nothing, Pager, TierTag, instantText } from '../parts/index.js';
import { useInbox, useSee } from './queries.js';

const PAGE = 30;

function Line({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const see = useSee();
  const { id, tier, title, text, path, at, readAt } = message;
  return (
    <li className={readAt === null ? 'message unread' : 'message'}>
      <div className="message-head">
        <TierTag tier={tier} />
        <strong>{title}</strong>
        <time className="faint num" dateTime={at}>
          {instantText(at, language)}
        </time>
      </div>
      <p className="message-text">{text}</p>
      <Button
        size="small"
        onClick={() => {
          if (readAt === null) see.mutate({ step: 'read', ids: [id] });
          void navigate(path);
        }}
      >
        {t('messages.open')}
      </Button>
    </li>
  );
}

/** The person's own messages, newest first. */
export function Component() {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const [unread, setUnread] = useState(false);
  const inbox = useInbox(page, unread, PAGE);
  const see = useSee();
  return (
    <div className="page">
      <h1>{t('messages.title')}</h1>
      <section className="panel" aria-label={t('messages.title')}>
        <div className="section-head">
          <label className="switch-line">
            <Switch
              size="small"
              checked={unread}
              onChange={(checked) => {
                setUnread(checked);
                setPage(1);
              }}
            />
            {t('messages.onlyUnread')}
          </label>
          <span className="faint">{t('messages.unread', { count: inbox.data?.unread ?? 0 })}</span>
          <span className="push-end">
            <Button
              disabled={(inbox.data?.unread ?? 0) === 0}
              loading={see.isPending}
              onClick={() => {
                see.mutate({ step: 'read', ids: null });
              }}
            >
              {t('messages.allRead')}
            </Button>{' '}
            <Link to="/notifications">{t('messages.settings')}</Link>
          </span>
        </div>
        {see.error !== null && <Fault error={see.error} />}
        <Answer asked={inbox} lines={8}>
          {({ items, total }) =>
            items.length === 0 ? (
              <Nothing>{t('messages.empty')}</Nothing>
            ) : (
              <>
                <ul className="messages">
                  {items.map((message) => (
                    <Line key={message.id} message={message} />
                  ))}
                </ul>
                <Pager page={page} pageSize={PAGE} total={total} onPage={setPage} />
              </>
            )
          }
        </Answer>
      </section>
    </div>
  );
}
