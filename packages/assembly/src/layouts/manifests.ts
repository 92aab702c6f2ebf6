import type { Manifest } from '@miaotou/contracts';
import type { LayoutBook } from '@miaotou/engine';

/** What every layout in force says of itself. */
export async function manifestsInForce(book: Pick<LayoutBook, 'inForce'>): Promise<readonly Manifest[]> {
  return (await book.inForce()).flatMap(({ layouts }) => layouts.map(({ manifest }) => manifest));
}
