import type { PushKeyRecord, Viewer } from '@miaotou/engine';

/** The session that a request came with. */
export interface RequestSession {
  readonly tokenHash: string;
  readonly csrfToken: string;
  readonly expiresAt: Date;
  readonly viewer: Viewer;
}

/** What the server's own code reads of a request. `session` and `keyHolder` are set by the access guard, and by nothing else. */
export interface ServerRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly ip: string;
  readonly protocol: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies?: Readonly<Record<string, string | undefined>>;
  session?: RequestSession;
  keyHolder?: PushKeyRecord;
}

/** Whose push key the request came with. Only on routes that need one. */
export function keyHolderOf({ keyHolder }: ServerRequest): PushKeyRecord {
  if (keyHolder === undefined) throw new Error('the route is reached without a key');
  return keyHolder;
}

/** One header's text; of a repeated header the first. */
export function headerOf(request: ServerRequest, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
