import type { Database } from './db.ts';

/**
 * What is wrong with the database, or undefined. A server that hangs keeps every question waiting, so at most one is under way,
 * and whoever asks how we are hears within `withinMs` that there is no answer (R12).
 */
export function databaseTrouble(db: Pick<Database, 'ping'>, withinMs = 2_000): () => Promise<string | undefined> {
  let asking: Promise<string | undefined> | undefined;
  return async () => {
    asking ??= db
      .ping()
      .then(
        () => undefined,
        (error: Error) => error.message,
      )
      .finally(() => {
        asking = undefined;
      });
    let late: NodeJS.Timeout | undefined;
    const silence = new Promise<string>((resolve) => {
      late = setTimeout(() => resolve(`no answer within ${withinMs} ms`), withinMs);
    });
    return Promise.race([asking, silence]).finally(() => clearTimeout(late));
  };
}
