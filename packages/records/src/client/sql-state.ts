/** The five-letter SQLSTATE of a failed statement (`23505`: unique violation), wherever in the chain of causes it is. */
export function sqlStateOf(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string' && /^[0-9A-Z]{5}$/.test(one.code)) return one.code;
  }
  return null;
}

/** Connection failures, lack of resources, shutdown and restart, lost races for locks: SQLSTATE classes and codes. */
const passing = /^(08...|53...|57P..|40001|40P01|55P03)$/;
const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

/** Whether the same statement may succeed later: the server was restarting, out of reach or too busy. */
export function mayPass(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return passing.test(state);
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string' && passingCodes.has(one.code) && 'syscall' in one) {
      return one.syscall === 'connect' || one.code !== 'ENOENT';
    }
    // The driver tells a broken connection by words only.
    if (/^(Connection terminated|Client has encountered a connection error)/.test(one.message)) return true;
  }
  return false;
}
