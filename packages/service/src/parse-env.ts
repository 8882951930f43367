import type { z } from 'zod';
import { SettingsError } from './settings-error.ts';

/**
 * Settings from the environment, checked once at start. The keys of `schema` are the variables' names; a variable that is empty counts as not set.
 * Give each field a `.describe()` that says what to set: it ends the sentence about that field.
 * Errors: `SettingsError`, all variables at once. Values are never repeated in it, since some are secrets.
 */
export function parseEnv<Schema extends z.ZodObject>(schema: Schema, env: Record<string, string | undefined>): z.output<Schema> {
  const given: Record<string, string> = {};
  for (const variable of Object.keys(schema.shape)) {
    const value = env[variable]?.trim();
    if (value) given[variable] = value;
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map((issue) => {
      const variable = String(issue.path[0] ?? '(all)');
      const problem = variable in given ? issue.message : 'is not set';
      const advice = schema.shape[variable]?.description;
      return { variable, problem: advice ? `${problem}; set it to ${advice}` : problem };
    }),
  );
}
