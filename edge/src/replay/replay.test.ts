import { newId } from '@chute/service';
import { aRace } from '@chute/timing/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startReplay } from '../cli/replay.ts';
import { readEnv } from '../settings.ts';
import { ChronoTrackClient } from '../testing/chronotrack-client.ts';
import { liveScreen } from '../testing/live-screen.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { aRunningEdge, asked, resultsOf, until } from '../testing/test-edge.ts';
import { parseFrom } from './from-text.ts';
import { Recording } from './recording.ts';

const bibs = ['1', '2', '3'];

/** An edge that still runs, and has timed three finishers. */
async function aRecordedRace(): Promise<{ folder: string; eventId: string; hash: unknown }> {
  const folder = temporaryFolder();
  const race = aRace({ points: { START: { kind: 'start' }, FINISH: { kind: 'finish' } } }).wave('A', {
    scheduled: '09:00:00',
    gunLocations: ['START'],
  });
  for (const bib of bibs) race.participant(bib);
  const edge = await aRunningEdge({ folder });
  const eventId = race.setup.event.id;
  const persons = [{ participant_id: race.setup.participants[0]!.id, first_name: 'Ada', last_name: 'Quick' }];
  await asked(edge, '/api/setup', { setup: race.setup, persons });
  const box = new ChronoTrackClient('START', 'FINISH');
  await box.dial(edge.addresses.chronotrack!);
  box.says({ location: 'START', sourceSeq: 1, ident: 'guntime', at: '2026-05-17T09:00:00.00' });
  for (const [at, bib] of bibs.entries()) box.says({ location: 'FINISH', sourceSeq: at + 1, ident: bib, at: `2026-05-17T09:40:0${at}.00` });
  await until(async () => (await resultsOf(edge, eventId)).every(([, status]) => status === 'finished'));
  const { body } = await asked(edge, `/api/v1/events/${eventId}/results/list`);
  return { folder, eventId, hash: body.hash };
}

test('what an edge has recorded comes to the same results when it is played, names and all, while that edge still runs', async () => {
  const { folder, eventId, hash } = await aRecordedRace();
  const settings = readEnv({ CHUTE_EDGE_PORT: '0', CHUTE_LOG_LEVEL: 'silent', CHUTE_DATA_DIR: temporaryFolder() });
  const replay = await startReplay(settings, { folder, speed: 1_000 });
  onTestFinished(() => replay.stop());
  const list = async () =>
    (await fetch(`${replay.addresses.http}/api/v1/events/${eventId}/results/list`)).json() as Promise<{ hash?: string }>;
  await until(async () => (await list()).hash === hash);
  const screen = await liveScreen(replay.addresses.http!, { eventId });
  await until(() => screen.row('1')?.name === 'Ada Quick');
  expect(replay.addresses.chronotrack).toBeUndefined();
});

test('a recording gives every entry once, in the order of its journal, each when its time has come', async () => {
  const { folder } = await aRecordedRace();
  const recording = Recording.open(folder, { newId });
  onTestFinished(() => recording.close());
  expect([...recording.due(recording.beginsAtMs - 1)].flatMap(({ entries }) => entries).length).toBeLessThan(3);
  const rest = [...recording.due(recording.endsAtMs)].flatMap(({ entries }) => entries);
  expect(rest.filter(({ body }) => body.includes('"kind":"read"'))).toHaveLength(bibs.length);
  expect(rest.map(({ seq }) => seq)).toEqual(rest.map((_, at) => rest[0]!.seq + at));
  expect([recording.isOver(), [...recording.due(Number.MAX_SAFE_INTEGER)]]).toEqual([true, []]);
});

test('a folder without a journal, and one in which no event was timed, are said in a sentence', async () => {
  expect(() => Recording.open(temporaryFolder(), { newId })).toThrow('name the data folder of an edge');
  const folder = temporaryFolder();
  await aRunningEdge({ folder });
  expect(() => Recording.open(folder, { newId })).toThrow('no event was timed there');
});

test.each([
  ['10:40', '2026-09-20T08:40:00Z'],
  ['9:05', '2026-09-20T07:05:00Z'],
  ['10:40:30', '2026-09-20T08:40:30Z'],
  ['2026-09-20T08:40:00Z', '2026-09-20T08:40:00Z'],
])('a replay from %s at a race in summer time begins at %s', (text, instant) => {
  const race = { transitions: [{ fromMs: 0, offsetMs: 7_200_000 }], beginsAtMs: Date.parse('2026-09-20T05:30:00Z') };
  expect(parseFrom(text, race)).toBe(Date.parse(instant));
  expect([parseFrom('soon', race), parseFrom('2026-09-20T10:40:00', race)]).toEqual([undefined, undefined]);
});
