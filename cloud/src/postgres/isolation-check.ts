import type pg from 'pg';
import { PostgresError } from './postgres-error.ts';
import { appRole, workerRole } from './roles.ts';

/** As Postgres prints the one policy form (architecture, "Words on the wire"), in every version from 15 to 18. */
const tenantOnly = "(timing_partner_id = (NULLIF(current_setting('app.current_partner_id'::text, true), ''::text))::bigint)";

/** Tables without a tenant, by name: nothing of a partner may ever be in one of these. */
const withoutTenant = ['schema_migrations', 'hub_store'];

const tablesWithPolicies = `
  select c.relname as "table", c.relkind as kind, c.relrowsecurity and c.relforcerowsecurity as forced,
    pg_get_userbyid(c.relowner) as owner, coalesce(c.reloptions::text, '') as options,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'timing_partner_id' and not a.attisdropped) as "hasTenant",
    coalesce((select json_agg(json_build_object('name', p.polname, 'command', p.polcmd, 'permissive', p.polpermissive,
        'roles', array(select case when r = 0 then 'public' else pg_get_userbyid(r)::text end from unnest(p.polroles) r),
        'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)))
      from pg_policy p where p.polrelid = c.oid), '[]') as policies
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  order by c.relname`;

type Policy = { name: string; command: string; permissive: boolean; roles: string[]; using: string | null; check: string | null };
type TableRow = { table: string; kind: string; forced: boolean; owner: string; options: string; hasTenant: boolean; policies: Policy[] };

const powersOf = `
  select rolname as role, rolsuper or rolbypassrls as passes, rolcreaterole or rolcreatedb as makes
  from pg_roles where rolname = any($1)`;

/** Every way in which one partner could see another's rows, as sentences; empty when there is none. Asks the catalogue, so a new table is covered. */
export async function isolationFaults(db: pg.Client): Promise<string[]> {
  const { rows: tables } = await db.query<TableRow>(tablesWithPolicies);
  const { rows: roles } = await db.query<{ role: string; passes: boolean; makes: boolean }>(powersOf, [[appRole, workerRole]]);
  return [...tables.flatMap(faultsOfTable), ...roles.flatMap(faultsOfRole)];
}

/** Throws when tenants are not isolated: the hub does not start then. */
export async function checkIsolation(db: pg.Client): Promise<void> {
  const faults = await isolationFaults(db);
  if (faults.length > 0) throw new PostgresError('not-isolated', `partners are not kept apart: ${faults.join('; ')}.`);
}

function faultsOfTable({ table, kind, forced, owner, options, hasTenant, policies }: TableRow): string[] {
  if (withoutTenant.includes(table)) return [];
  // A view asks as its owner unless it says otherwise; a materialized view or a foreign table knows no row security at all.
  if (kind === 'v') return options.includes('security_invoker=true') ? [] : [`view ${table} is not security_invoker`];
  if (kind === 'm' || kind === 'f') return [`${table} cannot have row security`];
  if (!hasTenant) return [`table ${table} has no timing_partner_id`];
  const faults: string[] = [];
  if (!forced) faults.push(`table ${table} does not force row security`);
  if ([appRole, workerRole].includes(owner)) faults.push(`table ${table} belongs to ${owner}`);
  if (!policies.some(isTenantOnly)) faults.push(`table ${table} lacks the tenant policy`);
  const others = policies.filter((policy) => !isTenantOnly(policy) && !isWorkers(policy, table));
  return [...faults, ...others.map(({ name }) => `table ${table} has a policy of its own, ${name}`)];
}

function isTenantOnly({ command, permissive, roles, using, check }: Policy): boolean {
  return command === '*' && permissive && roles.join() === 'public' && using === tenantOnly && check === tenantOnly;
}

/** The scoring worker looks for dirty events of all tenants, in two tables that hold ids and counters. */
function isWorkers({ roles, command }: Policy, table: string): boolean {
  return roles.join() === workerRole && ['event_heads', 'event_marks'].includes(table) && command === 'r';
}

function faultsOfRole({ role, passes, makes }: { role: string; passes: boolean; makes: boolean }): string[] {
  const faults: string[] = [];
  if (passes) faults.push(`role ${role} passes by row security`);
  if (makes) faults.push(`role ${role} may make roles or databases`);
  return faults;
}
