import { PermanentError } from '@miaotou/engine';
import type { FileReader, SourceFile, SourceSheet } from '@miaotou/engine';
import {
  ReadError,
  cellName,
  faults,
  headerWords,
  isGrandTotal,
  isTrailer,
  openDelivery,
  recogniseLayout,
  safeFileName,
  statedUnit,
  unitNotes,
  unpackArchive,
  unrecognisedError,
} from '@miaotou/readers';

/** A file that cannot be read is a refusal to its sender. */
function refusal(error: ReadError): PermanentError {
  const kind = error.code === 'too-large' ? 'too-large' : 'invalid';
  return new PermanentError(kind, error.code, { zh: error.zh, en: error.en }, error.place, { cause: error });
}

function translated(error: unknown): unknown {
  return error instanceof ReadError ? refusal(error) : error;
}

/** Rows are read as they are asked for, so a fault may show at any of them. */
async function* translating<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw translated(error);
  }
}

async function* sheetsOf(sheets: AsyncIterable<SourceSheet>): AsyncGenerator<SourceSheet> {
  for await (const { name, hiddenColumns, rows } of translating(sheets))
    yield { name, hiddenColumns, rows: translating(rows) };
}

/** The readers as the imports use them. */
export const fileReader: FileReader = {
  async open(path, fileName): Promise<SourceFile> {
    try {
      const delivery = await openDelivery(path, fileName);
      const { format, encoding, separator, date1904 } = delivery;
      return { format, encoding, separator, date1904, sheets: (signal) => sheetsOf(delivery.sheets(signal)) };
    } catch (error) {
      throw translated(error);
    }
  },
  recognise: (head, manifests, hints) =>
    recogniseLayout(
      head.map(({ row, cells }) => ({ row, cells: [...cells] })),
      manifests,
      hints,
    ),
  headingWords: headerWords,
  statedUnit,
  unitNotes,
  uncomputed: (place, column) => refusal(faults.formulaWithoutValue(place, cellName(column, place.row))),
  refusal: (recognition, place) => refusal(unrecognisedError(recognition, place)),
  isTrailer,
  isGrandTotal,
  async unpack(path, fileName, folder) {
    try {
      return await unpackArchive(path, fileName, folder);
    } catch (error) {
      throw translated(error);
    }
  },
  safeName: safeFileName,
};
