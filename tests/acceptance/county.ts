import { basename } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openProduct, type Product } from '@miaotou/assembly';
import type { AlertRow, ImportSummary } from '@miaotou/contracts';
import type { SourceFamily } from '@miaotou/domain';
import { createLogger, loadConfig } from '@miaotou/runtime';

/** Real data that nobody here wrote; under CI a missing file fails the test that reads it. */
export const realData = resolve(import.meta.dirname, '../../../shared/data');

const never = new AbortController().signal;
const quiet = (): void => undefined;

/** The product on embedded engines and an empty directory, without a web server. */
export interface County {
  readonly product: Product;
  /** One file the whole way: received, read, checked, kept, and the rules run on what it touched. */
  bring(source: SourceFamily, path: string, receivedAt?: Date): Promise<ImportSummary>;
  /** Every alert of a rule, whatever its state. */
  alertsOf(rule: string): Promise<AlertRow[]>;
  close(): Promise<void>;
}

export async function openCounty(): Promise<County> {
  const dataDir = mkdtempSync(join(tmpdir(), 'county-'));
  const product = await openProduct(loadConfig({ MIAOTOU_DATA_DIR: dataDir }), {
    as: 'command',
    logger: createLogger({ level: 'error' }),
  });
  return {
    product,
    async bring(source, path, receivedAt = new Date()) {
      const { batchId } = await product.imports.receive({
        source,
        path,
        fileName: basename(path),
        via: 'command',
        receivedFrom: 'test',
        receivedAt,
      });
      const summary = await product.imports.run(batchId, { signal: never, progress: quiet });
      await product.evaluation.evaluate(
        { reason: 'batch', batchId: String(batchId) },
        { signal: never, progress: quiet },
      );
      return summary;
    },
    async alertsOf(rule) {
      const all: AlertRow[] = [];
      for (let page = 1; ; page += 1) {
        const { items, total } = await product.alerts.list(
          { rule: [rule], page, pageSize: 200, sort: 'opened' },
          { scope: ['*'] },
        );
        all.push(...items);
        if (items.length === 0 || all.length >= total) return all;
      }
    },
    async close() {
      await product.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
