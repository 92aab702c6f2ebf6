import type { LayoutProblem, Manifest } from '@miaotou/contracts';
import type { FileReader, Recognition, SheetHints, SourceRow } from '../sources/index.js';
import { problems } from './problems.js';

const layoutOf = (found: Recognition): string | null => (found.ok ? found.manifest.layout : null);

/** A month in the sheet's name, so that a layout of which a column may be left out is tried without it too. */
const hints: SheetHints = { fileName: '', sheetName: '2026年1月', receivedOn: '2026-02-01' };

/** Headers of files as a layout expects them: all its columns, and only those that must be there. */
function usualHeads({ columns }: Manifest): SourceRow[][] {
  const all = columns.map(({ header }) => header);
  const needed = columns.filter(({ required, present }) => required || present).map(({ header }) => header);
  return [all, needed].filter((cells) => cells.length > 0).map((cells) => [{ row: 1, cells }]);
}

/** Layouts of which files would be taken for another once a layout is added or changed. */
export function takenOver(
  reader: Pick<FileReader, 'recognise'>,
  before: readonly Manifest[],
  after: readonly Manifest[],
  changed: string,
): LayoutProblem[] {
  return before
    .filter(({ layout }) => layout !== changed)
    .filter((manifest) =>
      usualHeads(manifest).some((head) => {
        const was = layoutOf(reader.recognise(head, before, hints));
        return was === manifest.layout && layoutOf(reader.recognise(head, after, hints)) !== was;
      }),
    )
    .map(problems.takesOver);
}

/** What keeps the sample from being read as the layout that it was mapped to. */
export function unread(
  found: Recognition,
  manifest: Manifest,
  nearest: Recognition,
  headerRow: number,
): LayoutProblem[] {
  if (found.ok) {
    if (found.manifest.layout !== manifest.layout) return [problems.readAsOther(found.manifest)];
    return found.headerRow === headerRow ? [] : [problems.headerElsewhere(found.headerRow)];
  }
  const { columns, periodField } = manifest;
  const month = columns.find(({ field, type }) => field === periodField && type === 'month')?.header;
  const [own] = nearest.ok ? [] : nearest.expected;
  if (own === undefined)
    return [
      problems.requiredMissing(
        columns.map(({ header }) => header),
        month,
      ),
    ];
  return [
    ...(own.missing.length === 0 ? [] : [problems.requiredMissing(own.missing, month)]),
    ...(own.doubled.length === 0 ? [] : [problems.columnsDoubled(own.doubled)]),
  ];
}
