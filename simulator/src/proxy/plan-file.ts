import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../commands/usage-error.ts';
import { weatherChangeSchema } from './weather.ts';

/** One step: what the weather becomes, so long after the start; with `cut`, all connections are reset as well. */
const stepSchema = weatherChangeSchema.extend({ afterMs: z.number().min(0), cut: z.literal(true).optional() });
export type ProxyStep = z.infer<typeof stepSchema>;

/** A plan for a proxy: a JSON list of steps. Errors: `UsageError`, which says what is wrong with it. */
export function readProxyPlan(path: string): ProxyStep[] {
  const parsed = z.array(stepSchema).max(10_000).safeParse(readJson(path));
  if (!parsed.success) throw new UsageError(`${path} is no plan: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
