import { useEffect } from 'react';
import { BellOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import { useNavigate } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { useInbox, useSee } from './queries.js';

/** Unread messages, on every page; what it has counted has reached this person's screen. */
export function MessageBell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const inbox = useInbox(1, true, 20);
  const { mutate } = useSee();
  const unread = inbox.data?.unread ?? 0;
  const newest = inbox.data?.items.map(({ id }) => id).join(',') ?? '';
  useEffect(() => {
    if (newest !== '') mutate({ step: 'delivered', ids: newest.split(',') });
  }, [newest, mutate]);
  return (
    <Button
      type="text"
      icon={
        <Badge count={unread} size="small" overflowCount={99}>
          <BellOutlined />
        </Badge>
      }
      aria-label={t('messages.bell', { count: unread })}
      onClick={() => {
        void navigate('/messages');
      }}
    />
  );
}
