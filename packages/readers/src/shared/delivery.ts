/** One row of a delivery. `row` is 1-based as the sender sees it: physical line of a text file, row number of a sheet. */
export interface DeliveredRow {
  readonly row: number;
  readonly cells: string[];
}

/** One sheet. Its rows may be iterated more than once; each time the file is read again from its start. */
export interface DeliveredSheet {
  /** Name of the sheet; '' in a text file, which has only one. */
  readonly name: string;
  /** The sender had hidden it in the workbook; it is read like any other. */
  readonly hidden: boolean;
  readonly rows: AsyncIterable<DeliveredRow>;
}

/** A file that was found readable, told by its content and never by its name. */
export interface Delivery {
  readonly format: 'xlsx' | 'csv' | 'csv.gz';
  /** Encoding of a text file; null for a workbook. */
  readonly encoding: string | null;
  /** Separator of a text file; null for a workbook. */
  readonly separator: string | null;
  sheets(signal?: AbortSignal): AsyncIterable<DeliveredSheet>;
}
