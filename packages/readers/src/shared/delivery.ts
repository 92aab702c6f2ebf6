/** One row of a delivery. `row` is 1-based as the sender sees it: physical line of a text file, row number of a sheet. */
export interface DeliveredRow {
  readonly row: number;
  readonly cells: string[];
  /** The sender had hidden the row; it is data like any other. */
  readonly hidden?: true;
  /** Positions, from 0, of formulas that were saved without their value; their cells are empty. */
  readonly uncomputed?: readonly number[];
}

/** One sheet. Its rows may be iterated more than once; each time the file is read again from its start. */
export interface DeliveredSheet {
  /** Name of the sheet; '' in a text file, which has only one. */
  readonly name: string;
  /** The sender had hidden it in the workbook; it is read like any other. */
  readonly hidden: boolean;
  /** Positions, from 0, of columns that the sender had hidden; complete as soon as the first row has come. */
  readonly hiddenColumns: ReadonlySet<number>;
  readonly rows: AsyncIterable<DeliveredRow>;
}

/** A file that was found readable, told by its content and never by its name. */
export interface Delivery {
  readonly format: 'xlsx' | 'csv' | 'csv.gz';
  /** Encoding of a text file; null for a workbook. */
  readonly encoding: string | null;
  /** Separator of a text file; null for a workbook. */
  readonly separator: string | null;
  /** The workbook counts days from 1904: a bare number in a column of days is a day of that calendar. */
  readonly date1904: boolean;
  sheets(signal?: AbortSignal): AsyncIterable<DeliveredSheet>;
}
