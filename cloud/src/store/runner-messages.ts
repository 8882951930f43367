import type { RunnerMessage } from '@chute/displays';
import type { TenantTx } from './db.ts';

const find = `
  select messages from runner_messages where timing_partner_id = $1 and event_id = $2`;

/** Words that displays show with runners, in the order they were given. */
export async function findRunnerMessages(tx: TenantTx, eventId: string): Promise<RunnerMessage[]> {
  return (await tx.query<{ messages: RunnerMessage[] }>(find, [tx.partnerId, eventId])).rows[0]?.messages ?? [];
}

const save = `
  insert into runner_messages (timing_partner_id, event_id, messages) values ($1, $2, $3)
  on conflict (timing_partner_id, event_id) do update set messages = excluded.messages`;

export async function saveRunnerMessages(tx: TenantTx, eventId: string, messages: readonly RunnerMessage[]): Promise<void> {
  await tx.query(save, [tx.partnerId, eventId, JSON.stringify(messages)]);
}
