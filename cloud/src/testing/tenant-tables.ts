import type pg from 'pg';

/** Every table with a tenant, asked of the catalogue, so that a new one is covered on the day it is made. */
export async function tenantTables(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ table: string }>(`
    select c.relname as "table" from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'timing_partner_id')
    order by c.relname`);
  return rows.map(({ table }) => table);
}

/** A row of one table: its column names and values as SQL text. */
export type PlantedRow = { table: string; columns: string; values: string };

/** Puts one row of this tenant into every tenant table, made up from the columns' types. As the owner; foreign keys and checks are not what this is about. */
export async function fillEveryTable(owner: pg.Client, partnerId: string): Promise<PlantedRow[]> {
  const planted: PlantedRow[] = [];
  for (const table of await tenantTables(owner)) {
    const { rows } = await owner.query<{ name: string; type: string; checked: string | null }>(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         (select substring(pg_get_constraintdef(k.oid) from '''([^'']+)''')
          from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as checked
       from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull order by a.attnum`,
      [table],
    );
    const columns = rows.map(({ name }) => name).join(', ');
    const values = rows.map(({ name, type, checked }) => (name === 'timing_partner_id' ? partnerId : sampleOf(type, checked))).join(', ');
    planted.push({ table, columns, values });
  }
  await insertInAnyOrder(owner, partnerId, planted);
  return planted;
}

/** Tables that refer to others come after them: whatever a foreign key refuses is tried again in the next round. */
async function insertInAnyOrder(owner: pg.Client, partnerId: string, planted: readonly PlantedRow[]): Promise<void> {
  let waiting = planted.filter(({ table }) => table !== 'timing_partners');
  while (waiting.length > 0) {
    const again: PlantedRow[] = [];
    for (const row of waiting) {
      await owner.query(`begin; set local app.current_partner_id = '${partnerId}'`);
      try {
        await owner.query(`insert into ${row.table} (${row.columns}) values (${row.values})`);
        await owner.query('commit');
      } catch (error) {
        await owner.query('rollback');
        if ((error as { code: string }).code !== '23503') throw new Error(`no sample row for ${row.table}`, { cause: error });
        again.push(row);
      }
    }
    if (again.length === waiting.length) throw new Error(`tables that wait for each other: ${again.map(({ table }) => table)}`);
    waiting = again;
  }
}

const samples: Record<string, string> = {
  text: "'sample'",
  uuid: "'01997f3a-5c00-7000-8000-0123456789ab'",
  bytea: "decode(repeat('00', 32), 'hex')",
  bigint: '1',
  integer: '1',
  smallint: '1',
  boolean: 'false',
  jsonb: "'{}'",
  date: "'2026-05-17'",
  'text[]': "'{}'",
  'timestamp with time zone': "'2026-05-17T08:00:00Z'",
};

/** `checked`: the first text that the column's check allows. */
function sampleOf(type: string, checked: string | null): string {
  const sample = checked === null ? samples[type] : `'${checked}'`;
  if (sample === undefined) throw new Error(`no sample for a column of type ${type}`);
  return sample;
}
