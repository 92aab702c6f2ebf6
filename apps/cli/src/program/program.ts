import { Command } from 'commander';
import { demoCommand } from '../commands/demo.js';
import { evaluateCommand } from '../commands/evaluate.js';
import { importCommand } from '../commands/import.js';
import { ledgerCommand } from '../commands/ledger.js';
import { migrateCommand } from '../commands/migrate.js';
import { userCommand } from '../commands/user.js';
import type { Surroundings } from './surroundings.js';

/** Commands end by throwing, so that the program alone decides how the process ends. */
function throwing(command: Command): Command {
  command.exitOverride();
  for (const sub of command.commands) throwing(sub);
  return command;
}

/** The `miaotou` command with all that it can do. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command('miaotou')
    .description('苗头：劳动争议风险监测预警 / labour-dispute early warning')
    .showHelpAfterError('（用 --help 查看用法 / see --help）')
    .configureOutput({
      writeOut: (text) => surroundings.print(text.trimEnd()),
      writeErr: (text) => surroundings.note(text.trimEnd()),
    });
  for (const command of [
    demoCommand,
    importCommand,
    evaluateCommand,
    ledgerCommand,
    userCommand,
    migrateCommand,
  ]) {
    program.addCommand(command(surroundings).copyInheritedSettings(program));
  }
  return throwing(program);
}
