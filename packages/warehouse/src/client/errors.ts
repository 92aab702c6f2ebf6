import type { Bilingual } from '@miaotou/domain';

/** Engine codes that another try may mend: memory, time, too many parts or queries, network, keeper. */
const transientCodes: ReadonlySet<string> = new Set([
  '159',
  '164',
  '202',
  '203',
  '209',
  '210',
  '225',
  '241',
  '242',
  '243',
  '252',
  '319',
  '394',
  '425',
  '439',
  '999',
]);

/**
 * A failed call to the warehouse. `transient` may pass when tried again; `permanent` will not.
 * `code` is the engine's number or one of ours (DIRECTORY_IN_USE, ROW_SHAPE, PARAMS, NAME, MISSING, NETWORK, CLOSED, MIGRATION).
 */
export class WarehouseError extends Error {
  override readonly name = 'WarehouseError';
  constructor(
    readonly kind: 'permanent' | 'transient',
    readonly code: string,
    message: string,
    /** Set where a person at the keyboard reads it. */
    readonly text?: Bilingual,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The directory belongs to a running program, or cannot be written. */
export function directoryInUse(path: string, cause: unknown): WarehouseError {
  const text = {
    zh: `分析数据目录 ${path} 打不开：多半正被另一个运行中的苗头程序占用，也可能没有写入权限。请先停止那个程序，或用 MIAOTOU_DATA_DIR 换一个目录。`,
    en: `The analytics directory ${path} cannot be opened: most likely another running Miaotou program holds it, or it cannot be written. Stop that program, or choose another directory with MIAOTOU_DATA_DIR.`,
  };
  return new WarehouseError('permanent', 'DIRECTORY_IN_USE', text.en, text, { cause });
}

/** The engine's own number. Two copies of the client's error class are in play, so its shape tells, not its class. */
function engineCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('type' in error)) return null;
  return typeof error.code === 'string' && /^\d+$/.test(error.code) ? error.code : null;
}

/** Any failure of the engine or of the way to it, as a typed error. Aborts pass through untouched. */
export function toWarehouseError(error: unknown, what: string): Error {
  if (error instanceof WarehouseError) return error;
  const code = engineCode(error);
  if (code !== null && error instanceof Error) {
    const kind = transientCodes.has(code) ? 'transient' : 'permanent';
    return new WarehouseError(kind, code, `${what}: ${error.message}`, undefined, { cause: error });
  }
  if (error instanceof Error && error.name === 'AbortError') return error;
  const message = error instanceof Error ? error.message : String(error);
  const closed = /is closed|has been closed/i.test(message);
  return new WarehouseError('transient', closed ? 'CLOSED' : 'NETWORK', `${what}: ${message}`, undefined, {
    cause: error,
  });
}
