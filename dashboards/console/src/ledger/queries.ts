import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  LedgerCountsSchema,
  LedgerPageSchema,
  LedgerPlaceSchema,
  LedgerRootListSchema,
  LedgerVerificationSchema,
  type LedgerCorrection,
  type LedgerEntry,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

/** A place of the ledger by the entry that stands there first. */
export interface PlaceOf {
  readonly chain: string;
  readonly seq: number;
}

/** The place at which an entry stands: its own, or that of the entry which it corrects. */
export const placeOf = ({ chain, seq, corrects }: LedgerEntry): PlaceOf => corrects ?? { chain, seq };

const address = ({ chain, seq }: PlaceOf) => `/ledger/entries/${encodeURIComponent(chain)}/${seq}`;

export const useLedger = (search: string) =>
  useQuery({
    queryKey: ['ledger', 'list', search],
    queryFn: ({ signal }) => http.request(LedgerPageSchema, `/ledger?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useLedgerCounts = (search: string) =>
  useQuery({
    queryKey: ['ledger', 'counts', search],
    queryFn: ({ signal }) => http.request(LedgerCountsSchema, `/ledger/counts?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const usePlace = (place: PlaceOf) =>
  useQuery({
    queryKey: ['ledger', 'place', place.chain, place.seq],
    queryFn: ({ signal }) => http.request(LedgerPlaceSchema, address(place), { signal }),
  });

export function useCorrect(place: PlaceOf) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LedgerCorrection) =>
      http.request(LedgerPlaceSchema, `${address(place)}/corrections`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['ledger'] }),
  });
}

export const useVerification = () =>
  useMutation({ mutationFn: () => http.request(LedgerVerificationSchema, '/ledger/verification') });

export const useRoots = (wanted: boolean) =>
  useQuery({
    queryKey: ['ledger', 'roots'],
    queryFn: ({ signal }) => http.request(LedgerRootListSchema, '/ledger/roots', { signal }),
    enabled: wanted,
  });

export function useMakeRoot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.request(LedgerRootListSchema, '/ledger/roots', { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['ledger', 'roots'] }),
  });
}
