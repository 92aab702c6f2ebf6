/** Rows on one page of what was delivered. */
export const DELIVERED_PAGE = 100;

/** The address of one delivered row. Title lines may shift a row to the page after, hardly ever further. */
export function deliveredLink(batchId: string, row: number): string {
  const page = Math.max(1, Math.ceil(row / DELIVERED_PAGE));
  const query = new URLSearchParams({ view: 'rows', page: String(page), row: String(row) });
  return `/imports/${encodeURIComponent(batchId)}?${query.toString()}`;
}
