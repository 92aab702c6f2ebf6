import { describe, expect, inject, it } from 'vitest';
import type { Batch, QuarantineRow } from '@miaotou/contracts';
import { badFiles } from './bad-files.js';
import { ended } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const intake = callerOf(county, county.sessions.intake);

/** Sends a file and waits until the product has said what became of it. */
async function deliver(source: string, name: string, bytes: Uint8Array): Promise<Batch> {
  const answer = await intake.upload(`/imports?source=${source}`, { name, bytes });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  const { batchId } = (await answer.json()) as { batchId: string };
  return ended(intake, batchId);
}

describe('files that nobody should have sent', () => {
  it.each(badFiles)('$name', async ({ source, fileName, bytes, expect: expected }) => {
    const batch = await deliver(source, fileName, bytes());

    if ('refused' in expected) {
      expect(batch.state).toBe('refused');
      expect(batch.problem?.code).toBe(expected.refused);
      expect(batch.problem?.message.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(batch.problem?.message.en).toMatch(/[a-z]/);
      expect(batch.accepted).toBe(0);
    } else {
      const { rows, accepted, quarantined, duplicates } = batch;
      expect({ state: batch.state, rows, accepted, quarantined, duplicates }).toEqual({
        state: 'done',
        rows: expected.rows,
        accepted: expected.accepted,
        quarantined: expected.quarantined,
        duplicates: expected.duplicates,
      });
      const page = (await (await intake.get(`/imports/${batch.id}/quarantine`)).json()) as {
        items: QuarantineRow[];
      };
      expect(page.items).toHaveLength(expected.quarantined);
      for (const row of page.items) {
        expect(row.row).toBeGreaterThan(0);
        expect(row.faults.length).toBeGreaterThan(0);
        for (const fault of row.faults) {
          expect(fault.message.zh).toMatch(/[\u4e00-\u9fff]/);
          expect(fault.message.en).toMatch(/[a-z]/);
          expect(fault.header).not.toBe('');
        }
      }
      if (expected.faults !== undefined) {
        expect([...new Set(page.items.flatMap((row) => row.faults.map((fault) => fault.code)))]).toEqual(
          expected.faults,
        );
      }
    }
    expect(batch.fileName).not.toMatch(/[/\\\u202e]/);
    expect((await fetch(`${county.url}/api/health/ready`)).status).toBe(200);
  });

  it('changes nothing when the same file comes twice', async () => {
    const again = badFiles.find((file) => file.fileName === 'utf16.csv');
    if (again === undefined) throw new Error('the table of bad files lost its UTF-16 file');
    const answer = await intake.upload(`/imports?source=${again.source}`, {
      name: 'again.csv',
      bytes: again.bytes(),
    });
    expect(await answer.json()).toMatchObject({ known: true });
  });
});
