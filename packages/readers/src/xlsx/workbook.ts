import { posix } from 'node:path';
import type { FaultPlace } from '@miaotou/contracts';
import type { DeliveredRow, Delivery, ReadLimits } from '../shared/index.js';
import { faults } from '../faults/index.js';
import { openArchive } from './archive.js';
import type { Archive } from './archive.js';
import { readLooks } from './number-formats.js';
import { readSharedTexts, SharedTexts } from './shared-texts.js';
import { sheetRows } from './sheet-rows.js';
import type { CellContext } from './sheet-rows.js';
import { readXml } from './xml.js';

interface Relation {
  readonly type: string;
  readonly target: string;
}

interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** A workbook: its sheets in the order of their tabs, each read as a stream from the archive. */
export async function openWorkbook(
  path: string,
  fileBytes: number,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<Delivery> {
  const { sheets, context } = await withArchive((archive) => readFrame(archive, limits, place));

  async function* rows(
    sheet: SheetPart,
    hiddenColumns: Set<number>,
    signal?: AbortSignal,
  ): AsyncGenerator<DeliveredRow> {
    const archive = await openArchive(path, fileBytes, limits, place);
    try {
      const at = { ...place, sheet: sheet.name };
      yield* sheetRows(archive.read(sheet.part, signal), context, hiddenColumns, at);
    } finally {
      archive.close();
    }
  }

  async function withArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
    const archive = await openArchive(path, fileBytes, limits, place);
    try {
      return await work(archive);
    } finally {
      archive.close();
    }
  }

  const hasRows = async (): Promise<boolean> => {
    for (const sheet of sheets) for await (const _ of rows(sheet, new Set())) return true;
    return false;
  };
  if (!(await hasRows())) throw faults.emptyFile(place);

  return {
    format: 'xlsx',
    encoding: null,
    separator: null,
    date1904: context.date1904,
    async *sheets(signal) {
      for (const sheet of sheets) {
        signal?.throwIfAborted();
        const hiddenColumns = new Set<number>();
        yield await Promise.resolve({
          name: sheet.name,
          hidden: sheet.hidden,
          hiddenColumns,
          rows: { [Symbol.asyncIterator]: () => rows(sheet, hiddenColumns, signal) },
        });
      }
    },
  };
}

/** Everything that must be known before the first cell: sheets, texts, looks of numbers, calendar. */
async function readFrame(
  archive: Archive,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<{ sheets: SheetPart[]; context: CellContext }> {
  const root = await readRelations(archive, '', place);
  const book =
    [...root.values()].find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (
    !archive.has(book) ||
    !book.toLowerCase().endsWith('.xml') ||
    !posix.basename(book).startsWith('workbook')
  )
    throw notWorkbook(archive, place);
  const relations = await readRelations(archive, book, place);
  const partOf = (type: string): string | undefined =>
    [...relations.values()].find((relation) => relation.type === type)?.target;

  const sheets: SheetPart[] = [];
  let date1904 = false;
  await readXml(
    archive.read(book),
    {
      open(name, attributes) {
        if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
        if (name !== 'sheet') return;
        const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
        const relation = id === undefined ? undefined : relations.get(id);
        // Sheets that hold only a chart or a dialogue have no rows.
        if (relation?.type !== 'worksheet') return;
        sheets.push({
          name: attributes['name'] ?? '',
          hidden: (attributes['state'] ?? 'visible') !== 'visible',
          part: relation.target,
        });
      },
    },
    place,
  );
  const styles = partOf('styles');
  const texts = partOf('sharedStrings');
  return {
    sheets,
    context: {
      date1904,
      limits,
      looks: styles !== undefined && archive.has(styles) ? await readLooks(archive.read(styles), place) : [],
      texts:
        texts !== undefined && archive.has(texts)
          ? await readSharedTexts(archive.read(texts), limits, place)
          : new SharedTexts(),
    },
  };
}

/** Relations of a part ('' for the package), by id; targets resolved to names in the archive. */
async function readRelations(
  archive: Archive,
  part: string,
  place: FaultPlace,
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const folder = part === '' ? '' : posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(name)) return relations;
  await readXml(
    archive.read(name),
    {
      open(tag, attributes) {
        const target = attributes['Target'];
        if (tag !== 'Relationship' || target === undefined || attributes['TargetMode'] === 'External') return;
        relations.set(attributes['Id'] ?? '', {
          type: posix.basename(attributes['Type'] ?? ''),
          target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
        });
      },
    },
    place,
  );
  return relations;
}

function notWorkbook(archive: Archive, place: FaultPlace): Error {
  const expected = { zh: 'XLSX 工作簿', en: 'an XLSX workbook' };
  const names = archive.names();
  const other = [
    {
      sign: 'xl/workbook.bin',
      zh: 'XLSB 二进制工作簿，请另存为 XLSX',
      en: 'a binary workbook (XLSB); save it as XLSX',
    },
    { sign: 'word/document.xml', zh: 'Word 文档', en: 'a Word document' },
    { sign: 'ppt/presentation.xml', zh: '演示文稿', en: 'a presentation' },
    {
      sign: 'content.xml',
      zh: 'OpenDocument 文件，请另存为 XLSX',
      en: 'an OpenDocument file; save it as XLSX',
    },
  ].find((kind) => names.includes(kind.sign));
  if (other !== undefined) return faults.wrongKind(place, expected, other);
  return faults.unknownFormat(place, { zh: '不含工作簿的压缩包', en: 'an archive without a workbook' });
}
