import { useState, type ReactNode } from 'react';
import {
  GlobalOutlined,
  LogoutOutlined,
  MobileOutlined,
  NotificationOutlined,
  SendOutlined,
  MoonOutlined,
  SunOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { Link, Navigate, Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import type { Session } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { useShade } from '../look/index.js';
import { Fault, useNarrow, Waiting } from '../parts/index.js';
import { Brand, SignInForm, useMay, useSession, useSignOut } from '../people/index.js';
import { useSystem } from '../system/index.js';
import { Banners } from './banners.js';
import { MessageBell } from '../messages/index.js';
import { useTierLooks } from '../tiers/index.js';
import { useLive } from './live.js';
import { Navigation } from './navigation.js';

function AccountMenu({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const mayChannels = useMay('channels');
  const mayRespond = useMay('respond');
  const { user } = session;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', disabled: true, label: `${user.displayName} · ${t(`role.${user.role}`)}` },
          { type: 'divider' },
          ...(mayRespond ? [{ key: '/respond', icon: <MobileOutlined />, label: t('respond.mine') }] : []),
          { key: '/notifications', icon: <NotificationOutlined />, label: t('messages.settings') },
          ...(mayChannels ? [{ key: '/channels', icon: <SendOutlined />, label: t('channels.title') }] : []),
          { type: 'divider' },
          { key: 'out', icon: <LogoutOutlined />, label: t('nav.signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'out') signOut.mutate();
          else void navigate(key);
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('nav.account')}>
        <span className="wide-only">{user.displayName}</span>
      </Button>
    </Dropdown>
  );
}

function Switches() {
  const { t } = useTranslation();
  const { language, change: changeLanguage } = useLanguage();
  const { shade, change: changeShade } = useShade();
  return (
    <>
      <Button
        type="text"
        icon={<GlobalOutlined />}
        aria-label={t('nav.language')}
        onClick={() => {
          changeLanguage(language === 'zh' ? 'en' : 'zh');
        }}
      >
        <span className="wide-only">{t('nav.language')}</span>
      </Button>
      <Button
        type="text"
        icon={shade === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        aria-label={t(shade === 'dark' ? 'nav.toLight' : 'nav.toDark')}
        onClick={() => {
          changeShade(shade === 'dark' ? 'light' : 'dark');
        }}
      />
    </>
  );
}

/** The session ended while a page was open: the page stays as it was, behind the form. */
function SignInAgain({ previous }: { readonly previous: Session }) {
  const { t } = useTranslation();
  return (
    <div className="sign-in-again" role="dialog" aria-modal="true" aria-label={t('signIn.title')}>
      <div className="sign-in-box">
        <Brand large />
        <p>{t('signIn.expired')}</p>
        <SignInForm previous={previous} onDone={() => undefined} />
      </div>
    </div>
  );
}

function Frame({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const system = useSystem();
  const connection = useLive(system.data?.loading != null);
  const moving = useNavigation().state !== 'idle';
  useTierLooks();
  return (
    <>
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand-link">
          <Brand />
        </Link>
        {!narrow && <Navigation below={false} />}
        <div className="top-tools">
          <Switches />
          <MessageBell />
          <AccountMenu session={session} />
        </div>
      </header>
      <Banners system={system.data} connection={connection} />
      {moving && <div className="moving" role="progressbar" aria-label={t('common.loading')} />}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {narrow && <Navigation below />}
    </>
  );
}

/** Everything behind the sign-in: who is not signed in is asked first and comes back to the same place. */
export function Component() {
  const session = useSession();
  const location = useLocation();
  const [last, setLast] = useState<Session | null>(null);
  if (session.data && session.data !== last) setLast(session.data);

  if (session.data === undefined) {
    return session.error === null ? (
      <Waiting />
    ) : (
      <Fault error={session.error} retry={() => void session.refetch()} />
    );
  }
  const known = session.data ?? last;
  if (known === null) {
    const back = `${location.pathname}${location.search}`;
    return <Navigate to={`/sign-in?back=${encodeURIComponent(back)}`} replace />;
  }
  return (
    <>
      <div className="frame" inert={session.data === null}>
        <Frame session={known}>
          <Outlet />
        </Frame>
      </div>
      {session.data === null && <SignInAgain previous={known} />}
    </>
  );
}
