import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEdge, type Edge, readEnv, systemTime, type TransportEvents } from '@chute/edge';
import { edgeTopics, type Frontier, frontierSchema } from '@chute/protocol';
import { EdgeJournal } from '@chute/protocol/testing';
import { createLogger, newId, raceClock } from '@chute/service';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../lib/eventually.ts';
import { smallRace } from '../../lib/small-race.ts';
import { Dice } from '../dice.ts';
import { wildMessage } from '../wild-json.ts';

/** `npm run proof` asks for more. */
const messages = Number(process.env.CHUTE_PROOF_MESSAGES ?? 2_000);
const setup = smallRace(10);
const eventId = setup.event.id;
const claimed = { partner_id: '7', edge_id: newId(), credential: 'chute_7_k_secret', mqtt_url: 'mqtt://hub.example', event_id: null };
const topics = edgeTopics(claimed.partner_id, claimed.edge_id);

let folder: string;
let edge: Edge;
let wire: TransportEvents | undefined;
/** What the edge says to its hub. */
let said: { topic: string; payload: string }[];
let fatal: Error[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chute-fuzz-'));
  [said, fatal] = [[], []];
  edge = await createEdge({
    settings: readEnv({ CHUTE_EDGE_PORT: '0', CHUTE_CHRONOTRACK_PORT: '0', CHUTE_DATA_DIR: folder, CHUTE_BALLAST_MB: '0' }),
    log: createLogger('chute-edge', { level: 'silent' }),
    time: systemTime(raceClock()),
    random: Math.random,
    newId,
    fetch: async (url) => (String(url).endsWith('/claim') ? Response.json(claimed) : Response.json({}, { status: 404 })),
    transport: (_settings, on) => {
      wire = on;
      return { publish: (topic, payload) => void said.push({ topic, payload }), close: async () => {} };
    },
    boardFolder: () => Promise.reject(new Error('nobody looks at the board here')),
    fatal: (error) => void fatal.push(error),
  });
});
afterEach(async () => {
  await edge.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('whatever comes from the hub, the edge does not fail, keeps no nonsense, and takes what is sound', async () => {
  await edge.importSetup({ setup, persons: [] });
  await edge.claim({ hubUrl: 'http://hub.example', code: 'one-time-code' });
  wire!.open();
  const linkId = lastFrontier().linkId;
  const dice = new Dice(12);
  const [sound, hostile] = [new EdgeJournal().opens(eventId).hears(200), new EdgeJournal().opens(eventId).hears(8)];
  const hear = (topic: string, payload: Buffer) => wire!.message(topic, payload);
  const frontier: Frontier = { storeId: newId(), linkId, whole: true, eventIds: [], journals: [hostile.end] };
  hear(topics.frontierDown, Buffer.from(JSON.stringify(frontier)));
  for (let at = 0; at < messages; at += 1) {
    const [topic, message] = dice.pick([
      [topics.feed, hostile.batch(1, 9, linkId)],
      [topics.frontierDown, frontier],
      [topics.command, { id: newId(), expiresAtMs: Date.now() + 60_000, command: { name: 'rewind', location: null, fromSeq: 1 } }],
      [topics.status, { online: true }],
    ] as const);
    hear(topic, wildMessage(dice, message));
    if (at % 100 === 0) await new Promise(setImmediate);
  }
  await eventually('the sound journal is on disk', () => {
    hear(topics.feed, Buffer.from(JSON.stringify(sound.batch(1, 201, linkId))));
    return lastPosition(sound.journalId)?.hash === sound.end.hash || undefined;
  });
  expect(fatal).toEqual([]);
  expect(edge.health()).toEqual({ ok: true, problem: null });
  const held = (edge.status() as { journals: { journal_id: string; own: boolean; seq: number }[] }).journals;
  expect(held.find(({ journal_id }) => journal_id === hostile.journalId)?.seq ?? 0).toBeLessThanOrEqual(9);
  expect(held.filter(({ own }) => own)).toHaveLength(1);
  expect(({} as { polluted?: true }).polluted).toBe(undefined);
}, 300_000);

function frontiers(): Frontier[] {
  return said.filter(({ topic }) => topic === topics.frontierUp).map(({ payload }) => frontierSchema.parse(JSON.parse(payload)));
}

function lastFrontier(): Frontier {
  return frontiers().at(-1)!;
}

function lastPosition(journalId: string) {
  return frontiers()
    .flatMap(({ journals }) => journals)
    .findLast((position) => position.journalId === journalId);
}
