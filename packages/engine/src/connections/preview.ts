import type { ConnectionProbe } from '@miaotou/contracts';
import type { SourceFamily } from '@miaotou/domain';
import { maskPersonal } from '../sources/index.js';
import type { FileReader, LayoutBook, SourceRow } from '../sources/index.js';

/** How many rows are looked through for the header. */
const headRows = 60;
const shownRows = 5;

export interface Preview extends Pick<ConnectionProbe, 'headers' | 'rows' | 'layout'> {
  /** Code of the office whose layout it is; null for no known layout. */
  readonly office: string | null;
}

/**
 * The head of a file and the layout that recognises it. Personal columns are masked; where no layout says which ones
 * these are, every cell is.
 */
export async function previewOf(
  { reader, layouts }: { readonly reader: FileReader; readonly layouts: LayoutBook },
  source: SourceFamily,
  { path, fileName }: { readonly path: string; readonly fileName: string },
): Promise<Preview> {
  const manifests = (await layouts.inForce())
    .filter((pipeline) => pipeline.source === source)
    .flatMap((pipeline) => pipeline.layouts.map(({ manifest }) => manifest));
  const file = await reader.open(path, fileName);
  let unknown: Preview = { headers: [], rows: [], layout: null, office: null };
  for await (const sheet of file.sheets()) {
    const head: SourceRow[] = [];
    for await (const row of sheet.rows) {
      head.push(row);
      if (head.length >= headRows) break;
    }
    if (head.length === 0) continue;
    const found = reader.recognise(head, manifests, { fileName });
    if (!found.ok) {
      const [first, ...rest] = head;
      if (unknown.headers.length === 0) {
        const rows = rest.slice(0, shownRows).map(({ cells }) => cells.map(maskPersonal));
        unknown = { ...unknown, headers: [...(first?.cells ?? [])], rows };
      }
      continue;
    }
    const personal = new Set(
      found.manifest.columns.filter((column) => column.personal).map(({ field }) => found.columns[field]),
    );
    const rows = head
      .filter(({ row, cells }) => row > found.headerRow && !reader.isTrailer(cells, found))
      .slice(0, shownRows)
      .map(({ cells }) => cells.map((cell, at) => (personal.has(at) ? maskPersonal(cell) : cell)));
    const { layout, name, office } = found.manifest;
    return { headers: [...found.headers], rows, layout: { layout, name }, office: office.code };
  }
  return unknown;
}
