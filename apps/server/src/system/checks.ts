/** How one part answered. */
export interface CheckResult {
  readonly ok: boolean;
  readonly ms: number;
  readonly reason?: 'failed' | 'no-answer';
}

/** Asks a part whether it is there, and takes silence beyond `limitMs` for a no. */
export async function check(ask: () => Promise<unknown>, limitMs: number): Promise<CheckResult> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'no-answer'>((resolve) => {
    timer = setTimeout(() => resolve('no-answer'), limitMs);
  });
  try {
    const answer = await Promise.race([ask().then(() => 'ok' as const), silence]);
    return answer === 'ok' ? { ok: true, ms: elapsed() } : { ok: false, ms: elapsed(), reason: answer };
  } catch {
    return { ok: false, ms: elapsed(), reason: 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
