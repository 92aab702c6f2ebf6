import { normaliseEmployerName, repairUscc } from '@miaotou/domain';
import type { SourcePlace } from './ports.js';

export interface DeliveredRow extends SourcePlace {
  readonly cells: readonly string[];
}
/** Names (normalised) and codes under which an employer may be written. */
export interface Spellings {
  readonly names: ReadonlySet<string>;
  readonly usccs: ReadonlySet<string>;
}

/** Longer cells hold texts, not names. */
const longestName = 80;

/** The name, else the code, by which a delivered row means an employer; null when it writes neither. */
export function writtenAs(
  cells: readonly string[],
  { names, usccs }: Spellings,
): { readonly name: string | null; readonly uscc: string | null } {
  let name: string | null = null;
  let uscc: string | null = null;
  for (const cell of cells) {
    if (cell === '' || cell.length > longestName) continue;
    const normal = normaliseEmployerName(cell);
    if (name === null && names.has(normal)) name = normal;
    const code = repairUscc(cell);
    if (uscc === null && code.ok && usccs.has(code.uscc)) uscc = code.uscc;
  }
  return { name, uscc };
}

/** Places of the rows that write one of the names or codes. */
export function rowsWriting(rows: readonly DeliveredRow[], spellings: Spellings): readonly SourcePlace[] {
  return rows.flatMap(({ cells, batchId, sheet, row }) => {
    const { name, uscc } = writtenAs(cells, spellings);
    return name === null && uscc === null ? [] : [{ batchId, sheet, row }];
  });
}
