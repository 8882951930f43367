import type { Socket } from 'node:net';
import { aRace } from '@chute/timing/testing';
import { expect, onTestFinished, test } from 'vitest';
import type { Edge } from './edge.ts';
import type { EdgeState } from './edge-state.ts';
import type { FromWorker, JournalPlace } from './journal/messages.ts';
import { workerChannel } from './journal/worker-channel.ts';
import type { HubTransport } from './link/hub-transport.ts';
import { HandTime } from './testing/hand-time.ts';
import { dialled } from './testing/loopback.ts';
import { PaperHub } from './testing/paper-hub.ts';
import { aRunningEdge, asked, until } from './testing/test-edge.ts';

/** One test for each row of docs/what-the-timer-sees.md that can happen in one process: the word, the sentence, the figure, and how soon. */
const withinMs = 2_000;
const { setup } = aRace({ points: { FINISH: { kind: 'finish' } } })
  .wave('A', { scheduled: '09:00:00' })
  .participant('101');
const line = (seq: number) => `CT01_33~${seq}~FINISH~101~2026-05-17T09:41:07.00~1~0F2A38~1\r\n`;
const entersGun = (edge: Edge) => asked(edge, '/api/entries', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z' });

test('all is well: the page says so, and nothing stands', async () => {
  const { edge } = await anEdge();
  expect(await stateOf(edge)).toEqual({ word: 'well', reasons: [] });
  expect(await figure(edge, 'chute_edge_standing')).toEqual([]);
});

test('the link is cut', async () => {
  const { edge, hub } = await anEdgeWithHub();
  hub.cutLine();
  await expectSeen(edge, { word: 'look', code: 'hub-down', saying: 'sent later (entries: 0)', figure: 'chute_edge_link_up 0' });
  await entersGun(edge);
  await expectSeen(edge, { word: 'look', code: 'hub-down', saying: 'sent later (entries: 1)', figure: 'chute_edge_hub_lacks_entries 1' });
  const [journal] = (await asked(edge, '/status')).body.journals as { text: string }[];
  expect(journal!.text).toMatch(/^the hub had (\d+) of \d+ when it was last heard$/);
  expect(await noticesOf(edge)).toContain('hub-down');
  hub.mendLine();
});

test('the link is up and leads nowhere: hub hung, broker swallows, database down', async () => {
  const { edge, time, line } = await anEdgeWithHub();
  line.isDeaf = true;
  await entersGun(edge);
  expect((await stateOf(edge)).word).toBe('well');
  time.pass(withinMs);
  await expectSeen(edge, { word: 'look', code: 'hub-behind', saying: 'sent again (entries: 1)', figure: 'chute_edge_hub_lacks_entries 1' });
  expect(await noticesOf(edge)).toContain('hub-behind');
});

test('the hub was restored from a backup', async () => {
  const { edge, time, hub, line } = await anEdgeWithHub();
  hub.cutLine();
  line.storeId = '01900000-0000-7000-8000-00000000dead';
  hub.mendLine();
  time.pass(withinMs);
  await until(async () => (await noticesOf(edge)).includes('hub-restored'));
  await expectSeen(edge, { word: 'look', code: 'hub-restored', saying: 'sent again', figure: noticed('warn', 'hub-restored') });
});

test('an old copy of the disk was put back, or the card was cloned', async () => {
  const { edge, line } = await anEdgeWithHub();
  const { journal_id: journalId, seq } = (await asked(edge, '/status')).body.journal as { journal_id: string; seq: number };
  line.states({ journalId, seq: seq + 5, hash: 'a'.repeat(64) });
  await expectSeen(edge, {
    ...{ word: 'look', code: 'diverged-beyond-our-end', saying: 'old copy or a clone' },
    figure: noticed('error', 'diverged-beyond-our-end'),
  });
  await until(async () => ((await asked(edge, '/status')).body.journal as { journal_id: string }).journal_id !== journalId);
});

test('the hub has another entry at the same place', async () => {
  const { edge, line } = await anEdgeWithHub();
  const { journal_id: journalId, seq } = (await asked(edge, '/status')).body.journal as { journal_id: string; seq: number };
  line.states({ journalId, seq, hash: 'b'.repeat(64) });
  const code = 'diverged-other-hash';
  await expectSeen(edge, { word: 'look', code, saying: 'Keep both data folders', figure: noticed('error', code) });
});

test('the disk is full, or fails', async () => {
  const journal = aJournalBetween();
  const { edge } = await anEdge({ connectJournal: journal.connect });
  journal.says({ type: 'trouble', code: 'SQLITE_IOERR_FSYNC', message: 'disk I/O error' });
  await expectSeen(edge, { word: 'alarm', code: 'disk-trouble', saying: 'Nothing is acknowledged', figure: 'chute_edge_disk_trouble 1' });
  journal.says({ type: 'cleared' });
  expect((await stateOf(edge)).word).toBe('well');
});

test('the disk hangs: no error, and no answer either', async () => {
  const journal = aJournalBetween();
  const { edge, time } = await anEdge({ connectJournal: journal.connect });
  journal.hold();
  void entersGun(edge);
  await until(async () => (await figure(edge, 'chute_edge_waiting_for_disk')).includes('chute_edge_waiting_for_disk 1'));
  time.pass(withinMs);
  await expectSeen(edge, { word: 'alarm', code: 'disk-slow', saying: 'is not lost', figure: 'chute_edge_waiting_for_disk_seconds 2' });
  journal.release();
  await until(async () => (await stateOf(edge)).word === 'well');
  expect(await noticesOf(edge)).toContain('disk-slow-over');
});

test('more comes than the disk takes', async () => {
  const journal = aJournalBetween();
  const { edge, time } = await anEdge({ connectJournal: journal.connect });
  journal.hold();
  const socket = await aConnection(edge);
  for (let seq = 1; seq <= 1_100; seq += 1) socket.write(line(seq));
  await until(async () => Number((await figure(edge, 'chute_edge_waiting_for_disk '))[0]!.split(' ')[1]) >= 1_000);
  expect((await stateOf(edge)).word).toBe('well');
  time.pass(withinMs);
  await expectSeen(edge, {
    word: 'alarm',
    code: 'queue-full',
    saying: 'nothing is dropped',
    figure: 'chute_edge_standing{code="queue-full"} 1',
  });
  journal.release();
  await until(async () => (await figure(edge, 'chute_edge_entries_total')).includes('chute_edge_entries_total{kind="read"} 1100'));
});

test('there is little room left on the disk', async () => {
  let free = 500e9;
  const { edge, time } = await anEdge({ freeBytes: () => free });
  free = 10e6;
  time.pass(withinMs);
  expect(await noticesOf(edge)).toContain('low-space');
  await expectSeen(edge, { word: 'alarm', code: 'low-space', saying: '10 MB', figure: 'chute_edge_disk_free_bytes 10000000' });
});

test("this machine's clock jumps", async () => {
  const { edge, time, clock } = await anEdge();
  clock.movedMs = -3_600_000;
  time.pass(withinMs);
  await expectSeen(edge, { word: 'look', code: 'clock-step', saying: 'clock was moved', figure: 'chute_edge_clock_steps_total 1' });
});

test('a decoder hangs up, and is back', async () => {
  const { edge, time } = await anEdge();
  const socket = await aConnection(edge);
  socket.write(line(1));
  await until(async () => (await figure(edge, 'chute_edge_entries_total')).includes('chute_edge_entries_total{kind="read"} 1'));
  socket.destroy();
  await until(async () => (await noticesOf(edge)).includes('decoder-hung-up'));
  await expectSeen(edge, {
    word: 'look',
    code: 'decoder-gone',
    saying: 'No decoder is connected',
    figure: 'chute_edge_decoder_connections 0',
  });
  (await aConnection(edge)).write(line(2));
  await until(async () => (await stateOf(edge)).word === 'well');
  time.pass(withinMs);
  expect(await noticesOf(edge)).toContain('decoder-gone-over');
});

test('a decoder that shall be dialled is not there', async () => {
  const decoders = [{ family: 'ipico' as const, transport: 'dial' as const, host: '127.0.0.1', port: 1, location: 'FINISH' }];
  const { edge } = await anEdge({ settings: { decoders } });
  await expectSeen(edge, { word: 'look', code: 'decoder-gone', saying: '127.0.0.1:1', figure: 'chute_edge_decoder_connections 0' });
});

test('a decoder is connected and says nothing at all', async () => {
  const { edge, time } = await anEdge();
  await aConnection(edge);
  time.pass(30_000);
  // Half a minute went by in one go, so whatever the disk was just doing seems slow until it answers.
  await until(async () => (await stateOf(edge)).reasons.map(({ code }) => code).join() === 'decoder-silent');
  await expectSeen(edge, { word: 'look', code: 'decoder-silent', saying: 'Nothing is heard', figure: noticed('warn', 'ctp01-silent') });
});

test('a decoder stops in the middle of a line', async () => {
  const { edge, time } = await anEdge();
  const socket = await aConnection(edge);
  socket.write('CT01_33~1~FINISH~10');
  await until(async () => {
    const isOnItsWay = !(await figure(edge, 'chute_edge_waiting_for_disk')).includes('chute_edge_waiting_for_disk 0');
    const isSeen = (await stateOf(edge)).reasons.some(({ code }) => code === 'refused-lines');
    if (!isOnItsWay && !isSeen) time.pass(10_000);
    return isSeen;
  });
  await expectSeen(edge, {
    ...{ word: 'look', code: 'refused-lines', saying: 'kept as it came' },
    figure: 'chute_edge_entries_total{kind="refused"} 1',
  });
});

test('more connections than any race has: the board keeps room for what else is said', async () => {
  const { edge } = await anEdge();
  for (let at = 0; at < 90; at += 1) await aConnection(edge);
  const code = 'too-many-connections';
  await until(async () => (await noticesOf(edge)).includes(code));
  await expectSeen(edge, { word: 'look', code, saying: 'more than 64', figure: noticed('error', code) });
  expect(await noticesOf(edge)).toEqual([code]);
});

test('someone who is not on the list dials the decoder port', async () => {
  const decoders = [{ family: 'ctp01' as const, transport: 'listen' as const, port: 0, allow: ['10.9.9.9'] }];
  const { edge } = await anEdge({ settings: { decoders } });
  await aConnection(edge);
  await until(async () => (await noticesOf(edge)).includes('peer-not-allowed'));
  expect(await figure(edge, 'chute_edge_notices_total')).toContain(noticed('warn', 'peer-not-allowed'));
});

async function anEdge(options: Parameters<typeof aRunningEdge>[0] = {}) {
  const time = new HandTime();
  const clock = { movedMs: 0 };
  time.wallMs = () => time.steadyMs() + clock.movedMs;
  const edge = await aRunningEdge({ time, freeBytes: () => 500e9, ...options });
  await asked(edge, '/api/setup', { setup });
  return { edge, time, clock };
}

async function anEdgeWithHub() {
  const hub = new PaperHub();
  hub.events.set(setup.event.id, setup);
  const line = new Line(hub);
  const { edge, time } = await anEdge({ transport: line.transport, fetch: hub.fetch });
  await asked(edge, '/api/claim', { hub_url: hub.url, code: hub.code });
  const hasAll = async () =>
    ((await asked(edge, '/status')).body.journals as { seq: number; hub_has: number | null }[]).every(
      ({ seq, hub_has }) => seq === hub_has,
    );
  await until(hasAll);
  expect(await stateOf(edge)).toEqual({ word: 'well', reasons: [] });
  return { edge, time, hub, line };
}

/** What goes to the edge over the hub's line, for a story to stop, to change or to add to. */
class Line {
  isDeaf = false;
  /** The database that the hub speaks from, when it is another one. */
  storeId: string | undefined;
  #hub: PaperHub;
  #linkId = '';
  #tell: (topic: string, payload: Uint8Array) => void = () => {};
  #frontierTopic = '';

  constructor(hub: PaperHub) {
    this.#hub = hub;
  }

  transport: HubTransport = (settings, on) => {
    const message = (topic: string, payload: Uint8Array) => {
      if (this.isDeaf) return;
      const said = JSON.parse(Buffer.from(payload).toString());
      if (said.storeId) this.#frontierTopic = topic;
      on.message(topic, Buffer.from(JSON.stringify(said.storeId && this.storeId ? { ...said, storeId: this.storeId } : said)));
    };
    this.#tell = on.message;
    const pipe = this.#hub.transport(settings, { ...on, message });
    return {
      ...pipe,
      publish: (topic, payload, options) => {
        this.#linkId = JSON.parse(payload).linkId ?? this.#linkId;
        pipe.publish(topic, payload, options);
      },
    };
  };

  states(position: { journalId: string; seq: number; hash: string }): void {
    const frontier = {
      storeId: '01900000-0000-7000-8000-0000000000ff',
      linkId: this.#linkId,
      whole: false,
      eventIds: [],
      journals: [position],
    };
    this.#tell(this.#frontierTopic, Buffer.from(JSON.stringify(frontier)));
  }
}

/** The real journal thread, and a story between it and the edge. */
function aJournalBetween() {
  let on: { message: (message: FromWorker) => void; died: (error: Error) => void };
  let held: FromWorker[] | undefined;
  const connectJournal = (place: JournalPlace) => {
    const channel = workerChannel(place);
    const listen = (listener: typeof on) => {
      on = listener;
      channel.listen({ ...listener, message: (message) => (held ? held.push(message) : listener.message(message)) });
    };
    return { ...channel, listen };
  };
  const release = () => {
    const waiting = held ?? [];
    held = undefined;
    for (const message of waiting) on.message(message);
  };
  onTestFinished(release);
  return {
    connect: connectJournal,
    says: (message: FromWorker) => on.message(message),
    hold: () => {
      held = [];
    },
    release,
  };
}

async function aConnection(edge: Edge): Promise<Socket> {
  const socket = await dialled(edge.addresses.chronotrack!);
  socket.on('error', () => {});
  return socket;
}

async function stateOf(edge: Edge): Promise<EdgeState> {
  return (await asked(edge, '/status')).body.state as EdgeState;
}

async function noticesOf(edge: Edge): Promise<string[]> {
  return ((await asked(edge, '/status')).body.notices as { code: string }[]).map(({ code }) => code);
}

/** The lines of one figure in /metrics. */
async function figure(edge: Edge, name: string): Promise<string[]> {
  const { body } = await asked(edge, '/metrics');
  return (body.text as string).split('\n').filter((line) => line.startsWith(name));
}

function noticed(level: string, code: string, times = 1): string {
  return `chute_edge_notices_total{level="${level}",code="${code}"} ${times}`;
}

/** In all three places: the word and the sentence in /status and on the page, and the figure. */
async function expectSeen(edge: Edge, seen: { word: string; code: string; saying: string; figure: string }): Promise<void> {
  expect(await stateOf(edge)).toMatchObject({
    word: seen.word,
    reasons: expect.arrayContaining([expect.objectContaining({ code: seen.code, text: expect.stringContaining(seen.saying) })]),
  });
  const page = await (await fetch(`${edge.addresses.http}/status`, { headers: { accept: 'text/html' } })).text();
  expect(page).toContain(`<header data-part="state" class="${seen.word}">`);
  expect(page).toContain(seen.saying);
  expect(await figure(edge, seen.figure.split(/[ {]/)[0]!)).toContain(seen.figure);
}
