import type { Logger } from '@chute/service';
import pg from 'pg';
import { mintStoreIdAnew } from '../store/hub-store.ts';
import { openOwner } from './open-database.ts';

type Where = { databaseUrl: string | undefined; dataDir: string; log: Logger };

/**
 * A person says that this database was put back from a backup, which no database can know of itself. It gets a new id, so that every edge hears at its
 * next link that the hub is another one, whatever the edge remembers; and the hub's corrections go to new journals, since an edge may hold more of the old
 * ones. Without it nothing that an edge holds is lost either: edges believe the first frontier of each link.
 */
export async function restored(where: Where) {
  const { owner, how, close } = await openOwner(where);
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000, application_name: 'chute-hub restored' });
  try {
    await client.connect();
    const storeId = await mintStoreIdAnew(client);
    const next = how === 'of the running hub' ? 'Start the hub anew, so that it says so.' : 'Edges are told when the hub runs again.';
    return { answer: { store_id: storeId, database: how }, text: `this database is known as a restored one now. ${next}` };
  } finally {
    await client.end();
    await close();
  }
}
