import { SettingsError } from '@chute/service';

/** What a person can mend, as one sentence. */
export class CliError extends Error {
  override name = 'CliError';
  readonly code = 'cli';
}

/** Runs a command and prints what it gives; a failure is one sentence on stderr and exit code 1. */
export async function say(work: () => Promise<unknown>, { json = false }: { json?: boolean }): Promise<void> {
  try {
    const answer = await work();
    process.stdout.write(`${json ? JSON.stringify(answer) : asText(answer)}\n`);
  } catch (error) {
    if (!(error instanceof CliError) && !(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** `name: value` lines, lists indented: to be read, not parsed. */
function asText(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return `${indent}${String(value)}`;
  return Object.entries(value)
    .map(([name, member]) => {
      const isNested = typeof member === 'object' && member !== null && Object.keys(member).length > 0;
      return isNested ? `${indent}${name}:\n${asText(member, `${indent}  `)}` : `${indent}${name}: ${scalarText(member)}`;
    })
    .join('\n');
}

function scalarText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'none';
  return value === null ? '-' : String(value);
}
