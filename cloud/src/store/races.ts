import type { Race, RaceRules } from '@chute/timing';
import type { TenantTx } from './db.ts';

export type RaceRow = { raceId: string; eventId: string; name: string; distanceM: number | null; rules: RaceRules };

const clear = `
  delete from ct_races where timing_partner_id = $1 and event_id = $2`;

const insert = `
  insert into ct_races (timing_partner_id, race_id, event_id, name, distance_m, rules)
  select $1, r.race_id, $2, r.name, r.distance_m, r.rules
  from unnest($3::uuid[], $4::text[], $5::int[], $6::jsonb[]) as r (race_id, name, distance_m, rules)
  on conflict (timing_partner_id, event_id, race_id) do nothing`;

/** The event's races become exactly these. */
export async function replaceRaces(tx: TenantTx, eventId: string, races: readonly Race[]): Promise<void> {
  await tx.query(clear, [tx.partnerId, eventId]);
  const columns = [
    races.map((r) => r.id),
    races.map((r) => r.name),
    races.map((r) => r.distanceM),
    races.map((r) => JSON.stringify(r.rules)),
  ];
  await tx.query(insert, [tx.partnerId, eventId, ...columns]);
}

const list = `
  select race_id as "raceId", event_id as "eventId", name, distance_m as "distanceM", rules
  from ct_races where timing_partner_id = $1 and event_id = $2 order by race_id`;

export async function listRaces(tx: TenantTx, eventId: string): Promise<RaceRow[]> {
  return (await tx.query<RaceRow>(list, [tx.partnerId, eventId])).rows;
}
