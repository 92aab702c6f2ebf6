import { QueryClient } from '@tanstack/react-query';
import type { Session } from '@miaotou/contracts';
import { createHttp } from './http.js';
import { ProblemError } from './problem.js';

/** Faults of the caller do not heal by asking again; a server that restarts does. */
function worthRetrying(failures: number, error: unknown): boolean {
  const status = error instanceof ProblemError ? error.status : 0;
  return failures < 2 && (status === 0 || status === 502 || status === 503 || status === 504);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export const SESSION_KEY = ['session'] as const;

export const http = createHttp({
  csrfToken: () => queryClient.getQueryData<Session | null>(SESSION_KEY)?.csrfToken ?? null,
  expired: () => {
    queryClient.setQueryData(SESSION_KEY, null);
  },
});
