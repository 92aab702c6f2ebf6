import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { SessionSchema, type Session } from '@miaotou/contracts';
import type { Role } from '@miaotou/domain';
import { http, ProblemError, SESSION_KEY } from '../api/index.js';
import { allowed, type Door } from './roles.js';

async function fetchSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await http.request(SessionSchema, '/session', { signal });
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; null for nobody. */
export function useSession() {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => fetchSession(signal),
    staleTime: 60_000,
  });
}

/** Signs in. A page left open by the same person only refreshes; another person sees nothing of it. */
export function useSignIn(previous: Session | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      http.request(SessionSchema, '/session', { method: 'POST', body }),
    onSuccess: (session) => {
      client.setQueryData(SESSION_KEY, session);
      const others = {
        predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== SESSION_KEY[0],
      };
      void (session.user.id === previous?.user.id
        ? client.invalidateQueries(others)
        : client.resetQueries(others));
    },
  });
}

/** Signs out and loads the page anew, so that nothing of what was seen stays in memory. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => http.request(z.unknown(), '/session', { method: 'DELETE' }),
    onSuccess: () => {
      globalThis.location.assign('/sign-in');
    },
  });
}

/** Into what the signed-in person is let in. */
export function useDoors(): (door: Door) => boolean {
  const role = useSession().data?.user.role;
  return (door) => {
    const admitted: readonly Role[] = allowed[door];
    return role !== undefined && admitted.includes(role);
  };
}

/** Whether the signed-in person is let in there. */
export function useMay(door: Door): boolean {
  return useDoors()(door);
}
