import type pg from 'pg';

/** What the catalogue says of our schema, as text that is the same on every Postgres from 15 to 18. */
export async function describeSchema(db: pg.Client): Promise<string> {
  const sections: string[] = [];
  for (const [title, sql] of Object.entries(questions)) {
    const { rows } = await db.query<{ line: string }>(`select line from (${sql}) as lines (line) order by line collate "C"`);
    sections.push(`# ${title}\n${rows.map(({ line }) => line).join('\n')}\n`);
  }
  return sections.join('\n');
}

const ours = "relnamespace = 'public'::regnamespace";

const questions = {
  columns: `
    select format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
      ' default ' || pg_get_expr(d.adbin, d.adrelid))
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.${ours} and c.relkind in ('r', 'p', 'v')
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped`,
  // Since 18 a "not null" is a constraint too; the columns say it already.
  constraints: `
    select format('%s: %s', c.relname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid and c.${ours} where k.contype <> 'n'`,
  indexes: `select indexdef from pg_indexes where schemaname = 'public'`,
  'row security': `
    select format('%s: enabled %s, forced %s', relname, relrowsecurity, relforcerowsecurity) from pg_class where ${ours} and relkind in ('r', 'p')`,
  policies: `
    select format('%s.%s for %s to %s using %s check %s', tablename, policyname, cmd, roles, qual, coalesce(with_check, '-'))
    from pg_policies where schemaname = 'public'`,
  grants: `
    select format('%s: %s to %s', table_name, string_agg(privilege_type, ', ' order by privilege_type), grantee)
    from information_schema.role_table_grants where table_schema = 'public' and grantee in ('chute_app', 'chute_worker', 'PUBLIC')
    group by table_name, grantee`,
  'grants on columns': `
    select format('%s: %s of %s to %s', table_name, privilege_type, string_agg(column_name, ', ' order by column_name), grantee)
    from information_schema.column_privileges where table_schema = 'public' and grantee = 'chute_worker'
    group by table_name, privilege_type, grantee`,
};
