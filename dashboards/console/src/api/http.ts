import type { z } from 'zod';
import { problemOf, ProblemError, unexpectedAnswer, unreachable } from './problem.js';

export const API = '/api/v1';

/** What the transport must know of the session, without knowing where it is kept. */
export interface SessionPort {
  csrfToken(): string | null;
  /** The server no longer knows the session. */
  expired(): void;
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface Upload {
  readonly file: File;
  readonly path: string;
  readonly signal: AbortSignal;
  /** Share sent so far, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export interface Http {
  /** Sends a request and reads the answer by its schema. Throws ProblemError, or the abort of `signal`. */
  request<S extends z.ZodType>(schema: S, path: string, options?: RequestOptions): Promise<z.infer<S>>;
  /** Sends one file as multipart with progress, which fetch cannot report. */
  upload<S extends z.ZodType>(schema: S, upload: Upload): Promise<z.infer<S>>;
}

function readJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Signing in with a wrong password is no expired session. */
const isSessionPath = (path: string) => path === '/session';

/** The one way in which the console speaks with the server. */
export function createHttp(session: SessionPort, send: typeof fetch = (...args) => fetch(...args)): Http {
  const take = <S extends z.ZodType>(schema: S, path: string, status: number, text: string): z.infer<S> => {
    const body = readJson(text);
    if (status < 200 || status >= 300) {
      if (status === 401 && !isSessionPath(path)) session.expired();
      throw problemOf(status, body);
    }
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw unexpectedAnswer(status, parsed.error);
    return parsed.data;
  };
  const changeHeaders = (): Record<string, string> => {
    const token = session.csrfToken();
    return token === null ? {} : { 'x-csrf-token': token };
  };

  return {
    async request(schema, path, { method = 'GET', body, signal } = {}) {
      let answer: Response;
      let text: string;
      try {
        answer = await send(`${API}${path}`, {
          method,
          credentials: 'same-origin',
          headers: {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(method === 'GET' ? {} : changeHeaders()),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(signal === undefined ? {} : { signal }),
        });
        text = await answer.text();
      } catch (cause) {
        if (signal?.aborted === true) throw cause;
        throw unreachable(cause);
      }
      return take(schema, path, answer.status, text);
    },

    upload(schema, { file, path, signal, onProgress }) {
      return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `${API}${path}`);
        for (const [name, value] of Object.entries(changeHeaders())) request.setRequestHeader(name, value);
        request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
          if (lengthComputable && total > 0) onProgress(loaded / total);
        });
        request.addEventListener('load', () => {
          try {
            resolve(take(schema, path, request.status, request.responseText));
          } catch (problem) {
            reject(problem instanceof ProblemError ? problem : unexpectedAnswer(request.status, problem));
          }
        });
        request.addEventListener('error', () => {
          reject(unreachable(null));
        });
        request.addEventListener('abort', () => {
          reject(new DOMException('the upload was cancelled', 'AbortError'));
        });
        signal.addEventListener('abort', () => {
          request.abort();
        });
        const form = new FormData();
        form.append('file', file, file.name);
        request.send(form);
      });
    },
  };
}
