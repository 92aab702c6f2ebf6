import { Command } from 'commander';
import {
  demoCommand,
  detectCommand,
  evaluateCommand,
  importCommand,
  ledgerCommand,
  migrateCommand,
  readCommand,
  replayCommand,
  rulesCommand,
  scanCommand,
  userCommand,
} from '../commands/index.js';
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
    replayCommand,
    readCommand,
    detectCommand,
    scanCommand,
    rulesCommand,
    ledgerCommand,
    userCommand,
    migrateCommand,
  ]) {
    program.addCommand(command(surroundings).copyInheritedSettings(program));
  }
  return throwing(program);
}
