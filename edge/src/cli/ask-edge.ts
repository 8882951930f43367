import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { addressFile } from '../http/address-file.ts';
import { consoleKey } from '../http/console-key.ts';
import type { EdgeSettings } from '../settings.ts';
import { CliError } from './say.ts';

const answerWithinMs = 30_000;
const problemSchema = z.object({ detail: z.string() });

/** The commands that a running edge carries out; they reach it over its own HTTP. Errors: `CliError`. */
export function status(at: EdgeSettings): Promise<unknown> {
  return ask(at, '/status');
}

export function claim(at: EdgeSettings, body: { hub_url: string; code: string }): Promise<unknown> {
  return ask(at, '/api/claim', body);
}

export async function importSetup(at: EdgeSettings, file: string): Promise<unknown> {
  const { readSetupFile } = await import('../event/setup-file.ts');
  return ask(at, '/api/setup', await readSetupFile(file));
}

export function tellDecoders(at: EdgeSettings, body: { command: string; location?: string; from_seq?: number }): Promise<unknown> {
  return ask(at, '/api/decoders/command', body);
}

async function ask(at: EdgeSettings, path: string, body?: unknown): Promise<unknown> {
  const url = edgeUrl(at);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${consoleKey(at.dataFolder)}` };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { ...request, signal: AbortSignal.timeout(answerWithinMs) }).catch((cause: unknown) => {
    throw new CliError(
      `no edge answers at ${url}: start it with "chute-edge start", or set CHUTE_DATA_DIR to the data folder of the one that runs`,
      { cause },
    );
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const problem = problemSchema.safeParse(answer);
  throw new CliError(problem.success ? problem.data.detail : `the edge answered ${response.status}`);
}

/** Where the edge of this data folder listens; with a port of 0 only the edge itself can say. */
export function edgeUrl({ dataFolder, host, port }: EdgeSettings): string {
  const path = `${dataFolder}/${addressFile}`;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : `http://${host}:${port}`;
}
