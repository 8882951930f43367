import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database, TenantTx } from '../store/db.ts';
import { quietLog } from '../testing/test-cluster.ts';
import { createAuditTrail } from './audit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A database that keeps audit actions in memory, and can be away. */
function aDatabase() {
  const kept: { partnerId: string; action: unknown }[] = [];
  const state = { away: false };
  const withTenant = async (partnerId: string, work: (tx: TenantTx) => Promise<unknown>) => {
    if (state.away) throw new Error('connection refused');
    return work({
      partnerId,
      query: async (_text: string, values: unknown[] = []) => void kept.push({ partnerId, action: values[3] }),
    } as never);
  };
  return { kept, state, db: { withTenant } as unknown as Database };
}

const row = (action: string) => ({ actor: 'key:1', action, outcome: '200' });

test('rows wait while the database is away, and are written once it is back, each once', async () => {
  const { db, kept, state } = aDatabase();
  const trail = createAuditTrail({ db, logger: quietLog });
  state.away = true;
  trail.note('1', row('first'));
  trail.note('2', row('second'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kept).toEqual([]);
  state.away = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(kept).toEqual([
    { partnerId: '1', action: 'first' },
    { partnerId: '2', action: 'second' },
  ]);
  expect(trail.dropped()).toBe(0);
});

test('a stop writes what still waits', async () => {
  const { db, kept } = aDatabase();
  const trail = createAuditTrail({ db, logger: quietLog });
  trail.note('1', row('last'));
  await trail.close();
  expect(kept).toHaveLength(1);
});

test('rows that cannot be kept are counted, never lost in silence', async () => {
  const { db, state } = aDatabase();
  state.away = true;
  const trail = createAuditTrail({ db, logger: quietLog });
  for (let at = 0; at < 20_003; at += 1) trail.note('1', row('flood'));
  expect(trail.dropped()).toBe(3);
  await trail.close();
  expect(trail.dropped()).toBe(20_003);
});
