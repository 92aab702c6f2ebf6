import { useEffect } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  IncidentDetailSchema,
  IncidentPageSchema,
  SceneContactsSchema,
  ScenePhoneSchema,
  ScenePhotoSchema,
  type IncidentDetail,
  type IncidentStepRequest,
  type ScenePhotoRequest,
} from '@miaotou/contracts';
import { asProblem, http } from '../api/index.js';
import { dropNote, keepNote, notesOf, type WaitingNote } from './waiting-notes.js';

/** Clocks run: what is shown is asked for again often. */
const LOOK_MS = 20_000;
/** How often notes that wait are offered again. */
const OFFER_MS = 10_000;
/** Tries against a page that others change at the same moment. */
const VERSION_TRIES = 4;

const at = (id: string) => `/incidents/${encodeURIComponent(id)}`;

export function useMyIncidents() {
  return useQuery({
    queryKey: ['incidents', 'respond'],
    queryFn: ({ signal }) =>
      http.request(IncidentPageSchema, '/incidents?view=mine&state=live&pageSize=50', { signal }),
    refetchInterval: LOOK_MS,
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: ['incidents', 'respond', id],
    queryFn: ({ signal }) => http.request(IncidentDetailSchema, at(id), { signal }),
    refetchInterval: LOOK_MS,
  });
}

export function useStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: IncidentStepRequest) =>
      http.request(IncidentDetailSchema, `${at(id)}/steps`, { method: 'POST', body }),
    onSuccess: (detail) => {
      client.setQueryData(['incidents', 'respond', id], detail);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

async function sendPhoto({ key, incidentId, note, place, deviceAt }: WaitingNote, image: string) {
  const body = {
    key,
    image,
    deviceAt,
    ...(note === '' ? {} : { note }),
    ...(place === null ? {} : { place }),
  } satisfies ScenePhotoRequest;
  await http.request(ScenePhotoSchema, `${at(incidentId)}/photos`, { method: 'POST', body });
  return http.request(IncidentDetailSchema, at(incidentId));
}

/** People of the incident who can be called, their numbers masked. */
export function useContacts(id: string) {
  return useQuery({
    queryKey: ['incidents', 'contacts', id],
    queryFn: ({ signal }) => http.request(SceneContactsSchema, `${at(id)}/contacts`, { signal }),
  });
}

/** Asks for one number in full; the server writes down who read it. */
export function usePhone(id: string) {
  return useMutation({
    mutationFn: (personId: string) =>
      http.request(ScenePhoneSchema, `${at(id)}/contacts/${encodeURIComponent(personId)}`),
  });
}

/** Sends one note by the state that the incident has now; its key makes a repetition count once. */
async function sendNote({ key, incidentId, note, place, deviceAt }: WaitingNote): Promise<IncidentDetail> {
  for (let tries = 1; ; tries += 1) {
    const { version } = await http.request(IncidentDetailSchema, at(incidentId));
    const where = place === null ? {} : { place };
    const body = { step: 'note', version, key, note, deviceAt, ...where } satisfies IncidentStepRequest;
    try {
      return await http.request(IncidentDetailSchema, `${at(incidentId)}/steps`, { method: 'POST', body });
    } catch (error) {
      if (asProblem(error).problem.code !== 'incident-changed' || tries >= VERSION_TRIES) throw error;
    }
  }
}

/** Faults that may pass: no network, a server that restarts, a session that ended. */
const mayPass = (status: number) => status === 0 || status === 401 || status === 429 || status >= 500;

/** Sends what waits on this device whenever there is a network; what is refused stays, with the reason. */
export function useNoteSender(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let busy = false;
    const offer = async () => {
      for (const note of await notesOf(userId)) {
        if (note.refused !== null) continue;
        try {
          const detail = await (note.photo === null ? sendNote(note) : sendPhoto(note, note.photo));
          await dropNote(note.key);
          client.setQueryData(['incidents', 'respond', note.incidentId], detail);
        } catch (error) {
          const { status, problem } = asProblem(error);
          if (mayPass(status)) return;
          await keepNote({ ...note, refused: problem.message.zh });
        }
      }
    };
    const tryNow = () => {
      if (busy) return;
      busy = true;
      offer()
        .catch(() => undefined)
        .finally(() => {
          busy = false;
        });
    };
    tryNow();
    const timer = setInterval(tryNow, OFFER_MS);
    globalThis.addEventListener('online', tryNow);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener('online', tryNow);
    };
  }, [client, userId]);
}
