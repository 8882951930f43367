import pg, { type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { databaseTypes } from './database-types.ts';

/** A timing partner's id, as its decimal digits: it is a bigint in SQL and a part of topics, paths and credentials elsewhere. 0 is the platform itself. */
export type PartnerId = string;

/** Statements of one transaction. Every store function takes one. */
export type Tx = {
  /**
   * Always the extended protocol, so one text is one statement (F13). Those asked for in one breath (`Promise.all`) go to the server together and are
   * done in that order, the later ones seeing what the earlier did: one round trip for all.
   */
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
};

/** A transaction that sees one tenant's rows and no others. `partnerId` goes first into every `where`. */
export type TenantTx = Tx & { readonly partnerId: PartnerId };

export type Database = {
  /** One transaction for one tenant: commits what `work` did, or nothing of it if it throws. */
  withTenant<T>(partnerId: PartnerId, work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** One statement as the scoring worker, who sees ids and counters of all tenants' events, and nothing else (`all-tenants.ts`). */
  asWorker: Tx['query'];
  /** A new partner's id, which it needs before its own row can be written. */
  nextPartnerId(): Promise<PartnerId>;
  storeId(): Promise<string>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseSettings = {
  /** How to connect as `chute_app` and as `chute_worker`; neither owns a table. */
  app: pg.ClientConfig;
  worker: pg.ClientConfig;
  appConnections?: number;
  workerConnections?: number;
  /** A connection broke (the server went away). The pool opens another when it is next asked. */
  onConnectionLost?: (error: Error) => void;
};

export class TenantError extends Error {
  override name = 'TenantError';
  readonly code: 'not-a-partner-id' | 'swallowed-failure' | 'transaction-over';

  constructor(code: TenantError['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

export function openDatabase(settings: DatabaseSettings): Database {
  const app = openPool(settings.app, settings.appConnections ?? 10, settings);
  const worker = openPool(settings.worker, settings.workerConnections ?? 2, settings);
  const outside = <Row extends QueryResultRow>(text: string) => extended<Row>(app, text, []);
  return {
    withTenant: async (partnerId, work) => inTransaction(app, beginAs(partnerId), (query) => work({ partnerId, query })),
    asWorker: (text, values) => extended(worker, text, values),
    nextPartnerId: async () => (await outside<{ id: string }>("select nextval('timing_partner_ids')::text as id")).rows[0]!.id,
    storeId: async () => (await outside<{ store_id: string }>('select store_id from hub_store')).rows[0]!.store_id,
    ping: async () => void (await outside('select 1')),
    close: async () => void (await Promise.all([app.end(), worker.end()])),
  };
}

/** The one wrapper that begins every tenant's transaction. `set local` ends with it, so a pooled connection never keeps a tenant (F12). */
function beginAs(partnerId: PartnerId): string {
  if (!/^(0|[1-9]\d{0,17})$/.test(partnerId)) throw new TenantError('not-a-partner-id', JSON.stringify(partnerId));
  return `begin; set local app.current_partner_id = '${partnerId}'`;
}

async function inTransaction<T>(pool: Pool, begin: string, work: (query: Tx['query']) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let over = false;
  const query: Tx['query'] = async (text, values) => {
    // Left running by work that had already failed: by now the connection may serve another tenant.
    if (over) throw new TenantError('transaction-over', text);
    return extended(client, text, values);
  };
  try {
    // The begin travels with the first statement. Were it to fail, no tenant is set, and then nothing of any can be read or written.
    const [, result] = await Promise.all([client.query(begin), work(query)]);
    over = true;
    const { command } = await client.query('commit');
    // After a failed statement Postgres answers a commit with a rollback and calls it success.
    if (command !== 'COMMIT')
      throw new TenantError('swallowed-failure', 'a statement failed, its error was caught, and nothing was stored');
    client.release();
    return result;
  } catch (error) {
    over = true;
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

/** Every text by the name under which a connection keeps it prepared. Texts are constants of the code, so they are few. */
const statementNames = new Map<string, string>();

// To parse and plan a statement costs Postgres three times what it then does for a handful of reads, so each connection does it once per text.
async function extended<Row extends QueryResultRow>(on: Pool | PoolClient, text: string, values: unknown[] = []) {
  const name = statementNames.get(text) ?? `s${statementNames.size}`;
  statementNames.set(text, name);
  const { rows, rowCount } = await on.query<Row>({ name, text, values });
  return { rows, rowCount: rowCount ?? 0 };
}

function openPool(config: pg.ClientConfig, max: number, settings: DatabaseSettings): Pool {
  const pool = new pg.Pool({
    ...config,
    max,
    types: databaseTypes,
    pipeline: true,
    // Nothing waits for ever (R12): the server gives up first, then we do.
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    query_timeout: 35_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    application_name: 'chute-hub',
  });
  // A connection that breaks says so itself, at work as well as idle; an error that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', (error) => settings.onConnectionLost?.(error)));
  pool.on('error', () => undefined);
  return pool;
}
