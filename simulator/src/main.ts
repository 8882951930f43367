#!/usr/bin/env node
import '@chute/service/check-node';
import { settingsOrExit, UnknownZoneError } from '@chute/service';
import { UsageError } from './commands/usage-error.ts';
import { PlanError } from './plan/plan-error.ts';
import { PlanFileError } from './plan/plan-files.ts';
import { simProgram } from './program.ts';
import { CaptureError } from './replay/capture.ts';
import { readEnv } from './settings.ts';
import { SiteError } from './site.ts';

/** What a person can mend: said in its one sentence, without a stack. */
const mendable = [CaptureError, PlanError, PlanFileError, SiteError, UnknownZoneError, UsageError];

try {
  await simProgram(settingsOrExit(() => readEnv(process.env))).parseAsync();
} catch (error) {
  if (!mendable.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`chute-sim: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
