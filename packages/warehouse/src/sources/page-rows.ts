import type { Cell, CheckedRow, Manifest } from '@miaotou/contracts';
import type { StagedRow } from '@miaotou/engine';
import { z } from 'zod';

/** A staged row as the engine hands it on, its values as texts. */
export const PageRow = z.object({
  n: z.number(),
  sheet: z.string(),
  row: z.number(),
  ident: z.string(),
  g: z.string(),
  cells: z.array(z.string().nullable()),
});

function cellOf(text: string | null, type: Manifest['columns'][number]['type']): Cell {
  if (text === null) return null;
  switch (type) {
    case 'money':
    case 'count':
    case 'number':
    case 'percent':
      return Number(text);
    case 'flag':
      return text === 'true';
    case 'instant':
      return `${text.replace(' ', 'T').replace(/Z$/, '')}Z`;
    case 'text':
    case 'code':
    case 'uscc':
    case 'day':
    case 'month':
    case 'choice':
      return text;
  }
}

/** A staged row with its values as the mapping takes them. */
export function stagedRowOf(manifest: Manifest, row: z.infer<typeof PageRow>): StagedRow {
  const cells: Record<string, Cell> = {};
  manifest.columns.forEach(({ field, type }, index) => {
    cells[field] = cellOf(row.cells[index] ?? null, type);
  });
  const checked: CheckedRow = { row: row.row, sheet: row.sheet, cells };
  return { n: row.n, ident: row.ident, group: row.g, checked };
}
