import { useQuery } from '@tanstack/react-query';
import { OverviewSchema } from '@miaotou/contracts';
import { http } from '../api/index.js';

/** The leadership overview; live messages make it old at once, the interval catches what time alone changes. */
export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => http.request(OverviewSchema, '/overview', { signal }),
    refetchInterval: 60_000,
  });
}
