import { useQuery } from '@tanstack/react-query';
import { SystemStatusSchema } from '@miaotou/contracts';
import { http } from '../api/index.js';

/** State of the product: synthetic or not, loading, restarts of the engine. */
export function useSystem() {
  return useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => http.request(SystemStatusSchema, '/system', { signal }),
    refetchInterval: ({ state }) => (state.data?.loading ? 2_000 : 30_000),
  });
}
