import { HubLinks } from '@chute/cloud/parts';
import { type EdgeStatusMessage, edgeTopics, type Frontier } from '@chute/protocol';
import { EdgeJournal } from '@chute/protocol/testing';
import { createLogger, newId } from '@chute/service';
import { beforeEach, expect, test } from 'vitest';
import { Dice } from '../dice.ts';
import { wildMessage } from '../wild-json.ts';
import { MemoryHubStore } from './memory-hub-store.ts';

/** `npm run proof` asks for more. */
const messages = Number(process.env.CHUTE_PROOF_MESSAGES ?? 4_000);
const [linkId, eventId] = [newId(), newId()];
const honest = edgeTopics('1', newId());
const hostile = edgeTopics('2', newId());

let store: MemoryHubStore;
let links: HubLinks;
/** What the hub found wrong with itself. */
let failures: string[];
let answered: string[];
beforeEach(() => {
  store = new MemoryHubStore();
  failures = [];
  answered = [];
  const log = createLogger('fuzz', { level: 'silent' });
  log.error = (facts: { err?: Error }, text?: string) => void failures.push(`${text}: ${facts.err?.message ?? ''}`);
  links = new HubLinks({
    ...{ store, log, storeId: newId(), window: 4, monotonicNowMs: () => 0, later: () => () => {} },
    publish: async (topic) => void answered.push(topic),
    onStored: () => {},
  });
});

test('whatever one edge sends, the hub does not fail, keeps no nonsense, and hears the edge beside it', async () => {
  const dice = new Dice(11);
  const journal = new EdgeJournal().opens(eventId).hears(400);
  const sent = new EdgeJournal().opens(eventId).hears(8);
  const say = (topic: string, payload: Buffer) => links.onMessage({ topic, payload });
  const sayHonest = (topic: string, message: object) => say(topic, Buffer.from(JSON.stringify(message)));
  await sayHonest(honest.frontierUp, frontierOf([]));
  for (let at = 0; at < messages; at += 1) {
    const [topic, sound] = dice.pick([
      [hostile.log, sent.batch(1, 9, linkId)],
      [hostile.frontierUp, frontierOf([sent.end])],
      [hostile.status, status],
      [hostile.command, { id: linkId }],
    ] as const);
    await say(dice.oneIn(50) ? topic.slice(0, -1) : topic, wildMessage(dice, sound));
    const seq = Math.floor((at * 401) / messages) + 1;
    if (store.of('1').end(journal.journalId).seq < seq) await sayHonest(honest.log, journal.batch(seq, seq, linkId));
  }
  expect(failures).toEqual([]);
  expect(store.wrong).toEqual([]);
  expect(store.of('1').entries(journal.journalId)).toEqual(journal.entries);
  expect(store.of('1').ends()).toHaveLength(1);
  expect(answered).toContain(honest.frontierDown);
  expect(store.statuses.length).toBeGreaterThan(0);
  expect(({} as { polluted?: true }).polluted).toBe(undefined);
}, 300_000);

const status: EdgeStatusMessage = {
  online: true,
  atMs: 1,
  software: 'chute-edge 0.1.0',
  detail: { session: { id: linkId }, entries: 4, lastCommand: null },
};

function frontierOf(journals: Frontier['journals']): Frontier {
  return { storeId: linkId, linkId, whole: true, eventIds: [eventId], journals };
}
