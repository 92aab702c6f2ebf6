/** The five-letter SQLSTATE of a failed statement (`23505`: unique violation), wherever in the chain of causes it is. */
export function sqlStateOf(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string' && /^[0-9A-Z]{5}$/.test(one.code)) return one.code;
  }
  return null;
}
