import type { ReactNode } from 'react';

/** A column that stands before the delivered ones, such as the row's number. */
export interface LeadColumn {
  readonly title: string;
  readonly numeric?: boolean;
}

export interface CellRow {
  readonly key: string | number;
  readonly lead?: readonly ReactNode[];
  readonly cells: readonly string[];
  readonly wanted?: boolean;
}

/** Delivered cells under their own headers, as they came; scrolls sideways by itself. */
export function CellTable({
  label,
  lead = [],
  headers,
  rows,
}: {
  readonly label: string;
  readonly lead?: readonly LeadColumn[];
  readonly headers: readonly string[];
  readonly rows: readonly CellRow[];
}) {
  return (
    <div className="table-frame scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="data cells">
        <thead>
          <tr>
            {lead.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            {headers.map((header, at) => (
              // Headers of a delivery may repeat; their place is what tells them apart.
              <th key={`${at}:${header}`} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.wanted === true ? 'wanted' : ''}>
              {lead.map(({ title, numeric }, at) => (
                <td key={title} className={numeric === true ? 'num' : ''}>
                  {row.lead?.[at]}
                </td>
              ))}
              {row.cells.map((cell, at) => (
                <td key={`${at}:${headers[at] ?? ''}`}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
