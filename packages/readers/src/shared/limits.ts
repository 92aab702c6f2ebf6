/** How much of a file is read before it is refused. Sizes in bytes unless said. */
export interface ReadLimits {
  /** The file as it came. */
  readonly maxFileBytes: number;
  /** Everything in it, unpacked. */
  readonly maxInflatedBytes: number;
  /** Unpacked to packed, once `ratioFromBytes` are unpacked: beyond, the archive is a bomb. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
  /** Parts of a workbook. */
  readonly maxEntries: number;
  /** Texts that a workbook shares between its cells; they are held in memory. */
  readonly maxSharedTextBytes: number;
  /** Characters of one row. */
  readonly maxLineChars: number;
  /** Characters of one workbook cell. */
  readonly maxCellChars: number;
  readonly maxColumns: number;
}

const mebibyte = 1_048_576;

/** Excel holds 32,767 characters in a cell; a county's largest list stays far below these sizes. */
export const defaultReadLimits: ReadLimits = {
  maxFileBytes: 2048 * mebibyte,
  maxInflatedBytes: 4096 * mebibyte,
  maxRatio: 200,
  ratioFromBytes: 32 * mebibyte,
  maxEntries: 5000,
  maxSharedTextBytes: 256 * mebibyte,
  maxLineChars: mebibyte,
  maxCellChars: 131_072,
  maxColumns: 2048,
};
