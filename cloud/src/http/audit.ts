import type { Logger } from '@chute/service';
import { type AuditEntry, insertAudit } from '../store/audit-log.ts';
import type { Database, PartnerId } from '../store/db.ts';
import type { HubApp } from './hub-app.ts';

/** How many rows wait at most while the database is away; beyond it, rows are dropped loudly. */
const waitingMax = 20_000;
const writeEveryMs = 500;
const retryMs = 5_000;

export type AuditTrail = {
  note: (partnerId: PartnerId, entry: AuditEntry) => void;
  /** Rows that could not be kept since the start. */
  dropped: () => number;
  /** Writes what waits, and ends. */
  close: () => Promise<void>;
};

/** Who did what, written beside the requests: no answer waits for its row, and a row is only lost with an error in the log. */
export function createAuditTrail({ db, logger }: { db: Database; logger: Logger }): AuditTrail {
  let waiting: { partnerId: PartnerId; entry: AuditEntry }[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  return {
    note: (partnerId, entry) => {
      if (waiting.length >= waitingMax) drop(1);
      else waiting.push({ partnerId, entry });
      writeIn(writeEveryMs);
    },
    dropped: () => dropped,
    close: async () => {
      clearTimeout(timer);
      await writing;
      if (!(await writeAll())) drop(waiting.length);
    },
  };

  function writeIn(ms: number): void {
    timer ??= setTimeout(() => {
      writing = writeAll().then((done) => {
        timer = undefined;
        if (waiting.length > 0) writeIn(done ? writeEveryMs : retryMs);
      });
    }, ms);
  }

  /** False when the database refused: what it did not take waits on. */
  async function writeAll(): Promise<boolean> {
    const rows = waiting;
    waiting = [];
    const byPartner = Map.groupBy(rows, ({ partnerId }) => partnerId);
    for (const [partnerId, group] of byPartner) {
      try {
        await db.withTenant(partnerId, async (tx) => {
          for (const { entry } of group) await insertAudit(tx, entry);
        });
        byPartner.delete(partnerId);
      } catch (error) {
        waiting = [...[...byPartner.values()].flat(), ...waiting];
        logger.warn({ err: error, rows: waiting.length }, 'audit rows wait');
        return false;
      }
    }
    return true;
  }

  function drop(rows: number): void {
    if (rows === 0) return;
    dropped += rows;
    logger.error({ rows, dropped }, 'audit rows lost');
  }
}

/** One row per call of a proven key: the operation, what it was done to, from where, and the answer's status. */
export function auditCalls(app: HubApp, trail: AuditTrail): void {
  app.addHook('onResponse', async (request, reply) => {
    const { caller, routeOptions } = request;
    if (!caller || caller.partnerId === '0') return;
    const { partner_id: _, ...ids } = (request.params ?? {}) as Record<string, string>;
    trail.note(caller.partnerId, {
      actor: caller.edgeId ? `edge:${caller.edgeId}` : `key:${caller.keyId}`,
      action: routeOptions.schema?.operationId ?? `${request.method} ${routeOptions.url}`,
      subject: Object.values(ids).join('/') || null,
      origin: request.ip,
      outcome: String(reply.statusCode),
      detail: { request_id: request.id },
    });
  });
}
