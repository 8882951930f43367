import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventPages } from '@chute/board';
import { newId, realTime } from '@chute/service';
import type { InjectOptions } from 'fastify';
import type { ClientConfig } from 'pg';
import { mintCredential } from '../auth/credential.ts';
import { platformToken } from '../auth/platform-key.ts';
import { type Role, roles } from '../auth/scopes.ts';
import { type Hub, openDoors } from '../hub.ts';
import { createHubCore } from '../hub-core.ts';
import type { HubSettings } from '../settings.ts';
import { insertApiKey } from '../store/api-keys.ts';
import { createPartner } from '../store/partners.ts';
import { makeTestFolder, quietLog, startTestCluster } from './test-cluster.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what it asked for
type Body = any;
export type TestAnswer = { status: number; headers: Record<string, unknown>; body: Body };

/** A whole hub on a real Postgres, asked through its front door. */
export type TestHub = {
  hub: Hub;
  platformToken: string;
  /** A partner with a key of this role. */
  newPartner(role?: Role): Promise<{ partnerId: string; token: string }>;
  newKey(partnerId: string, role: Role): Promise<string>;
  ask(token: string | null, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  stop(): Promise<void>;
};

export async function startTestHub(overrides: Partial<HubSettings> = {}): Promise<TestHub> {
  const cluster = await startTestCluster();
  const { owner } = await cluster.newDatabase();
  const dataDir = makeTestFolder();
  const pages = await mkdtemp(join(tmpdir(), 'chute-pages-'));
  for (const [name, file] of Object.entries({ ...eventPages, display: 'display.html' }))
    await writeFile(join(pages, file), `<!doctype html><title>${name}</title>`);
  const settings: HubSettings = {
    host: '127.0.0.1',
    port: 0,
    mqttPort: 0,
    mqttUrl: undefined,
    mqttCaFile: undefined,
    mqttShare: undefined,
    databaseUrl: connectionString(owner),
    dataDir,
    clock: realTime,
    logLevel: 'silent',
    rateLimits: { perKey: 100_000, refusedPerAddress: 100_000 },
    proxyHops: 0,
    openDocs: false,
    allowedOrigins: [],
    liveSources: [],
    ...overrides,
  };
  const core = await createHubCore({ ...settings, raceNowMs: Date.now, log: quietLog });
  const hub = await openDoors(core, settings, quietLog, { boardFolder: async () => pages });

  async function newKey(partnerId: string, role: Role): Promise<string> {
    const keyId = newId();
    const { token, secretHash } = mintCredential({ partnerId, keyId });
    const key = { keyId, name: role, secretSha256: secretHash, permissions: [...roles[role]], edgeId: null };
    await core.db.withTenant(partnerId, (tx) => insertApiKey(tx, key));
    return token;
  }

  return {
    hub,
    platformToken: await platformToken(dataDir),
    newKey,
    newPartner: async (role = 'owner') => {
      const partnerId = await createPartner(core.db, { name: 'Big River Timing' });
      return { partnerId, token: await newKey(partnerId, role) };
    },
    ask: async (token, method, path, body, headers = {}) => {
      const answer = await hub.app.inject({
        method: method as NonNullable<InjectOptions['method']>,
        url: path,
        headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const isJson = method !== 'HEAD' && String(answer.headers['content-type']).includes('json');
      return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body };
    },
    stop: async () => {
      await hub.stop();
      await cluster.stop();
      await Promise.all([dataDir, pages].map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

function connectionString({ host, port, user, password, database }: ClientConfig): string {
  return `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host!)}`;
}
