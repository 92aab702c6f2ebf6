import { useEffect, useRef, useState } from 'react';
import { App } from 'antd';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { tierRank } from '@miaotou/domain';
import { followLive, type Connection } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';
import { calls, madeOld, type AlertMessage } from './live-message.js';

/** An evaluation may open thousands of alerts at once: lists are asked for again at most this often. */
const REFRESH_MS = 1_500;
/** One notice at most in this time, for the gravest alert in it. */
const NOTICE_MS = 4_000;

/** Runs `work` at most once in `pause`, and once more at the end for what came meanwhile. */
function throttled(work: () => void, pause: number): { readonly run: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = 0;
  return {
    run: () => {
      if (timer !== null) return;
      timer = setTimeout(
        () => {
          timer = null;
          last = Date.now();
          work();
        },
        Math.max(0, last + pause - Date.now()),
      );
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function refresher(client: QueryClient) {
  const stale = new Set<string>();
  const flush = throttled(() => {
    const nouns = new Set(stale);
    stale.clear();
    void client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
  }, REFRESH_MS);
  return {
    touch: (nouns: readonly string[]) => {
      for (const noun of nouns) stale.add(noun);
      flush.run();
    },
    stop: flush.stop,
  };
}

/** Keeps the page current by the live stream and tells of grave alerts. Gives the state of the connection. */
export function useLive(quiet: boolean): Connection {
  const client = useQueryClient();
  const navigate = useNavigate();
  const say = useSay();
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const [connection, setConnection] = useState<Connection>('connecting');

  const tell = useRef<(message: AlertMessage) => void>(() => undefined);
  useEffect(() => {
    tell.current = (message) => {
      if (quiet) return;
      const key = message.alertId;
      notification.open({
        key,
        title: `${t(message.change === 'raised' ? 'live.raised' : 'live.opened')} · ${t(`tier.${message.tier}`)}`,
        description: say(message.sentence),
        placement: 'bottomRight',
        duration: 8,
        onClick: () => {
          notification.destroy(key);
          void navigate(`/alerts/${encodeURIComponent(message.alertId)}`);
        },
      });
    };
  });

  useEffect(() => {
    const refresh = refresher(client);
    let gravest: AlertMessage | null = null;
    let wasLost = false;
    const notice = throttled(() => {
      if (gravest !== null) tell.current(gravest);
      gravest = null;
    }, NOTICE_MS);
    const stop = followLive({
      onConnection: (now) => {
        // What was said while the line was broken is asked for.
        if (now === 'open' && wasLost) void client.invalidateQueries();
        wasLost = now === 'lost' || (wasLost && now !== 'open');
        setConnection(now);
      },
      onMessage: (type, message) => {
        refresh.touch(madeOld(type, message));
        if (message?.type !== 'alert' || !calls(message)) return;
        if (gravest === null || tierRank(message.tier) > tierRank(gravest.tier)) gravest = message;
        notice.run();
      },
    });
    return () => {
      stop();
      refresh.stop();
      notice.stop();
    };
  }, [client]);

  return connection;
}
