import type { Manifest, Note, ValueChange } from '@miaotou/contracts';
import { changedValue } from './value-change.js';

/** A value mapping in force: what a text means in a field of a layout. `from` null stands for every text. */
export interface StandingMapping {
  readonly id: number;
  readonly field: string;
  readonly from: string | null;
  readonly change: ValueChange;
}

/** Applies standing mappings to cells as they are read, and counts what each of them changed. */
export class StandingReader {
  readonly uses = new Map<number, number>();
  readonly #byField = new Map<string, StandingMapping[]>();

  constructor(readonly mappings: readonly StandingMapping[]) {
    for (const mapping of mappings) {
      this.#byField.set(mapping.field, [...(this.#byField.get(mapping.field) ?? []), mapping]);
    }
  }

  get any(): boolean {
    return this.#byField.size > 0;
  }

  /** The cell as the first mapping that applies has it. */
  read(field: string, cell: string): string {
    for (const { id, from, change } of this.#byField.get(field) ?? []) {
      if (from !== null && from.trim() !== cell.trim()) continue;
      const after = changedValue(change, cell.trim());
      if (after === null) continue;
      this.uses.set(id, (this.uses.get(id) ?? 0) + 1);
      return after;
    }
    return cell;
  }

  /** Says which mappings changed what: a delivery is never read otherwise than it was sent without a word. */
  notes(manifest: Manifest): Note[] {
    return this.mappings.flatMap(({ id, field, from }) => {
      const rows = this.uses.get(id);
      if (rows === undefined) return [];
      const header = manifest.columns.find((column) => column.field === field)?.header ?? field;
      return [
        {
          code: 'value-mapped',
          message: {
            zh: `“${header}”${from === null ? '' : `的“${from}”`}按在用的取值对照改读，涉及 ${rows} 行。`,
            en: `${header}${from === null ? '' : ` "${from}"`} was read by a standing value mapping in ${rows} rows.`,
          },
        },
      ];
    });
  }
}
