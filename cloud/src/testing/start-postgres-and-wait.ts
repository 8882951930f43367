// A program for tests that kill it: starts the embedded Postgres in the folder given, says its pid, and lives on.
import { createLogger } from '@chute/service';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';

const dataDir = process.argv[2]!;
const postgres = await startEmbeddedPostgres({ dataDir, log: createLogger('test', { level: 'silent' }), durable: false });
console.log(postgres.pid());
