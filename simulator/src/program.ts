import { Command } from 'commander';
import { addCheckCommand } from './commands/check.ts';
import { addDecodeCommand } from './commands/decode.ts';
import { addLoadCommands } from './commands/load.ts';
import { addProxyCommand } from './commands/proxy.ts';
import { addRaceCommand } from './commands/race.ts';
import { addRecordCommand } from './commands/record.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addScoreCommand } from './commands/score.ts';
import { addSetupFromCommand } from './commands/setup-from.ts';
import type { Settings } from './settings.ts';

export function simProgram(settings: Settings): Command {
  const program = new Command('chute-sim')
    .description('Plays decoders on the wire, with faults, a known truth and a ledger of what went wrong.')
    .showHelpAfterError('(chute-sim --help shows what there is)');
  addRaceCommand(program, settings);
  addLoadCommands(program, settings);
  addCheckCommand(program, settings);
  addReplayCommand(program, settings);
  addSetupFromCommand(program);
  addDecodeCommand(program);
  addScoreCommand(program);
  addRecordCommand(program, settings);
  addProxyCommand(program, settings);
  return program;
}
