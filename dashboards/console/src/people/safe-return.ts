/** Only a place inside the console may be returned to after signing in. */
export function safeReturn(back: string | null): string {
  return back !== null && /^\/(?![/\\])/u.test(back) && !back.startsWith('/sign-in') ? back : '/';
}
