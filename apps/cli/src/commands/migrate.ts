import { migrateStores, pendingMigrations } from '@miaotou/assembly';
import { Command } from 'commander';
import type { Surroundings } from '../program/index.js';

interface MigrateOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

/** `miaotou migrate`: brings both stores to the newest schema, or tells what would run. */
export function migrateCommand({ print, note, config, logger }: Surroundings): Command {
  return new Command('migrate')
    .description('升级数据库结构 / bring the stores to the newest schema')
    .option('--dry-run', '只列出待执行的步骤 / only tell what would run')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async ({ dryRun, json }: MigrateOptions) => {
      const ask = dryRun === true ? pendingMigrations : migrateStores;
      const { records, warehouse } = await ask(config(), logger);
      if (json === true) {
        print(JSON.stringify({ dryRun: dryRun === true, records, warehouse }));
        return;
      }
      const steps = [
        ...records.map((name) => `records/${name}`),
        ...warehouse.map((name) => `warehouse/${name}`),
      ];
      note(
        dryRun === true
          ? `待执行 ${steps.length} 步 / ${steps.length} steps would run`
          : `已执行 ${steps.length} 步 / ${steps.length} steps ran`,
      );
      for (const step of steps) print(step);
    });
}
