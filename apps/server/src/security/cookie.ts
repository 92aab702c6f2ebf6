/** Name of the cookie that carries the session's token. */
export const cookieName = 'miaotou_session';

/** What the reply can do with cookies. */
export interface CookieReply {
  setCookie(name: string, value: string, options: CookieOptions): unknown;
  clearCookie(name: string, options: CookieOptions): unknown;
}

export interface CookieOptions {
  readonly path: string;
  readonly httpOnly: boolean;
  readonly sameSite: 'lax';
  readonly secure: boolean;
  readonly maxAge?: number;
}

/** Out of reach of scripts, not sent along by other sites' forms, and over https only where the page came by https. */
export function cookieOptions(https: boolean, maxAgeSeconds?: number): CookieOptions {
  const base = { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const;
  return maxAgeSeconds === undefined ? base : { ...base, maxAge: maxAgeSeconds };
}
