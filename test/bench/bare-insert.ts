import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedEntry } from '@chute/protocol';
import pg from 'pg';

const table = `
  create table if not exists bench_rows (
    partner bigint not null, journal_id uuid not null, seq bigint not null, hash bytea not null, kind text, body bytea not null,
    primary key (partner, journal_id, seq)
  )`;
const insert = `
  insert into bench_rows (partner, journal_id, seq, hash, kind, body)
  select 1, $1::uuid, e.seq, e.hash, 'read', e.body from unnest($2::bigint[], $3::bytea[], $4::bytea[]) as e (seq, hash, body)
  on conflict do nothing`;

/** The least that any hub could do with these entries: `pg` alone, a transaction for each 500 rows, into a table of the same shape in the same server. */
export async function bareInsertsPerSecond(hubDir: string, entries: readonly SealedEntry[]): Promise<number> {
  const home = join(hubDir, 'postgres');
  const { ownerPassword } = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as { ownerPassword: string };
  const client = new pg.Client({ host: join(home, 'run'), port: 5432, database: 'chute', user: 'chute_owner', password: ownerPassword });
  await client.connect();
  try {
    await client.query(table);
    const journalId = crypto.randomUUID();
    const beganAtMs = performance.now();
    for (let from = 0; from < entries.length; from += 500) {
      const batch = entries.slice(from, from + 500);
      await client.query('begin');
      const columns = [
        batch.map(({ seq }) => seq),
        batch.map(({ hash }) => Buffer.from(hash, 'hex')),
        batch.map(({ body }) => Buffer.from(body)),
      ];
      await client.query(insert, [journalId, ...columns]);
      await client.query('commit');
    }
    return (entries.length / (performance.now() - beganAtMs)) * 1000;
  } finally {
    await client.query('drop table bench_rows');
    await client.end();
  }
}
