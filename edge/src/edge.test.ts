import { aRace } from '@chute/timing/testing';
import { expect, test } from 'vitest';
import type { FromWorker, JournalPlace } from './journal/messages.ts';
import { workerChannel } from './journal/worker-channel.ts';
import { ChronoTrackClient } from './testing/chronotrack-client.ts';
import { liveScreen } from './testing/live-screen.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { aRunningEdge, asked, resultsOf, until } from './testing/test-edge.ts';

/** Two runners, chips by bib, gun at nine. */
function aTenK() {
  const race = aRace({ points: { START: { kind: 'start' }, FINISH: { kind: 'finish' } } });
  return race
    .wave('A', { scheduled: '09:00:00', gunLocations: ['START'] })
    .participant('101', { chips: ['C101'] })
    .participant('102');
}

test('an edge without a hub and without an event is up, and says so', async () => {
  const edge = await aRunningEdge();
  expect(await asked(edge, '/health')).toEqual({ status: 200, body: { ok: true, problem: null } });
  expect(await asked(edge, '/status')).toMatchObject({
    body: {
      mode: 'normal',
      session: { event_id: null },
      event: null,
      link: { state: 'none' },
      journal: { seq: 1 },
      decoders: [{ family: 'ctp01', open: true }],
    },
  });
});

test('a race runs at an edge alone: a setup, a gun and reads from a decoder, a correction, results, and a screen that saw it happen', async () => {
  const edge = await aRunningEdge();
  const { setup } = aTenK();
  const eventId = setup.event.id;
  expect(await asked(edge, '/api/setup', { setup })).toMatchObject({ status: 201, body: { event_id: eventId } });
  const screen = await liveScreen(edge.addresses.http!, { eventId });

  const box = new ChronoTrackClient('START', 'FINISH');
  await box.dial(edge.addresses.chronotrack!);
  box.says({ location: 'START', sourceSeq: 1, ident: 'guntime', at: '2026-05-17T09:00:00.00' });
  box.says({ location: 'START', sourceSeq: 2, ident: 'C101', at: '2026-05-17T09:00:03.00' });
  box.says({ location: 'FINISH', sourceSeq: 3, ident: 'C101', at: '2026-05-17T09:41:07.00' });
  box.says({ location: 'FINISH', sourceSeq: 4, ident: '102', at: '2026-05-17T09:45:00.00' });
  box.says({ location: 'FINISH', sourceSeq: 5, ident: 'STRANGER', at: '2026-05-17T09:45:01.00' });

  await until(() => screen.row('102')?.status === 'finished');
  expect(screen.row('101')).toMatchObject({ status: 'finished', officialChipMs: 2_464_000, startSource: 'read', name: null });
  expect(await resultsOf(edge, eventId)).toEqual([
    ['101', 'finished', '41:04'],
    ['102', 'finished', '45:00'],
  ]);
  expect(await asked(edge, '/status')).toMatchObject({
    body: { event: { event_id: eventId, scored: true, unknown_chips: [{ chip: 'STRANGER', reads: 1, last_location: 'FINISH' }] } },
  });

  const watchOuts = await asked(edge, `/api/v1/events/${eventId}/watch-outs`);
  expect(watchOuts).toMatchObject({ status: 200, body: { watch_outs: [{ code: 'finish-without-start', facts: { finishers: 1 } }] } });

  const dsq = { kind: 'status', participant_id: setup.participants[0]!.id, change: 'DSQ', reason: 'USATF 144.3' };
  const supposed = await asked(edge, `/api/v1/events/${eventId}/what-if`, { corrections: [dsq] });
  expect(supposed).toMatchObject({
    status: 200,
    body: {
      results: [
        { bib: '102', changes: { place_overall: { from: 2, to: 1 } } },
        { bib: '101', changes: { status: { from: 'finished', to: 'DSQ' }, place_overall: { from: 1, to: null } } },
      ],
    },
  });
  const stranger = { ...dsq, participant_id: setup.waves[0]!.id };
  expect(await asked(edge, `/api/v1/events/${eventId}/what-if`, { corrections: [dsq, stranger] })).toMatchObject({ status: 422 });
  expect((await resultsOf(edge, eventId))[0]).toEqual(['101', 'finished', '41:04']);
  expect(await asked(edge, '/api/entries', dsq)).toMatchObject({
    status: 201,
    body: { journal_id: expect.any(String), seq: expect.any(Number) },
  });
  await until(() => screen.row('101')?.status === 'DSQ');
  expect(screen.row('101')).not.toHaveProperty('reason');
  expect((await resultsOf(edge, eventId))[1]).toEqual(['101', 'DSQ', '41:04']);
  const explained = await asked(edge, `/api/v1/events/${eventId}/explain?bib=102`);
  expect(explained).toMatchObject({ status: 200, body: { bib: '102', reads: [{ location: 'FINISH', used: true }] } });
});

test('after a restart everything is there again: the race, its results, and where the decoder has to go on', async () => {
  const folder = temporaryFolder();
  const { setup } = aTenK();
  const box = new ChronoTrackClient('START', 'FINISH');
  const first = await aRunningEdge({ folder });
  await asked(first, '/api/setup', { setup });
  await box.dial(first.addresses.chronotrack!);
  box.says({ location: 'START', sourceSeq: 1, ident: 'guntime', at: '2026-05-17T09:00:00.00' });
  box.says({ location: 'FINISH', sourceSeq: 2, ident: 'C101', at: '2026-05-17T09:41:07.00' });
  await until(() => first.scoringRun()?.scorer.result(setup.participants[0]!.id)?.status === 'finished');
  const before = await asked(first, `/api/v1/events/${setup.event.id}/results/list`);
  await first.stop();
  box.says({ location: 'FINISH', sourceSeq: 3, ident: '102', at: '2026-05-17T09:45:00.00' });

  const second = await aRunningEdge({ folder });
  await until(() => second.scoringRun());
  const after = await asked(second, `/api/v1/events/${setup.event.id}/results/list`);
  expect(after.body.hash).toBe(before.body.hash);
  await box.dial(second.addresses.chronotrack!);
  await until(() => second.scoringRun()?.scorer.result(setup.participants[1]!.id)?.status === 'finished');
  await until(() => box.heard.includes('start~START~3'));
  expect(box.heard.filter((line) => line.startsWith('start~'))).toEqual(['start~FINISH~3', 'start~START~3']);
  expect(await asked(second, '/status')).toMatchObject({ body: { journals: [{ own: true }, { own: true }] } });
});

test('reads that came before anybody chose the event belong to it afterwards', async () => {
  const edge = await aRunningEdge();
  const box = new ChronoTrackClient('FINISH');
  await box.dial(edge.addresses.chronotrack!);
  box.says({ location: 'FINISH', sourceSeq: 1, ident: 'C101', at: '2026-05-17T09:41:07.00' });
  await until(async () => ((await asked(edge, '/status')).body.journal as { seq: number }).seq >= 2);

  const { setup } = aTenK();
  await asked(edge, '/api/setup', { setup });
  await asked(edge, '/api/entries', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z' });
  await until(() => edge.scoringRun()?.scorer.result(setup.participants[0]!.id)?.status === 'finished');
  expect((await resultsOf(edge, setup.event.id))[0]).toEqual(['101', 'finished', '41:07']);
});

test('another setup that is imported later holds for all that was read before', async () => {
  const edge = await aRunningEdge();
  const { setup } = aTenK();
  await asked(edge, '/api/setup', { setup });
  const box = new ChronoTrackClient('FINISH');
  await box.dial(edge.addresses.chronotrack!);
  await asked(edge, '/api/entries', { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T09:00:00Z' });
  box.says({ location: 'FINISH', sourceSeq: 1, ident: 'LATE', at: '2026-05-17T09:41:07.00' });
  await until(() => edge.scoringRun()?.scorer.unknownReads().length === 1);
  const screen = await liveScreen(edge.addresses.http!, { eventId: setup.event.id });

  await asked(edge, '/api/setup', { setup: { ...setup, chips: [...setup.chips, { chip: 'LATE', bib: '102' }] } });
  await until(() => screen.row('102')?.status === 'finished');
  expect(screen.snapshots).toBe(2);
  expect((await resultsOf(edge, setup.event.id))[0]).toEqual(['102', 'finished', '41:07']);
});

test('a disk that refuses is loud: health says so at once, and again when it is over', async () => {
  const { connect, says } = aTalkingJournal();
  const edge = await aRunningEdge({ connectJournal: connect });
  says({ type: 'trouble', code: 'SQLITE_FULL', message: 'database or disk is full' });
  expect(await asked(edge, '/health')).toMatchObject({ status: 503, body: { ok: false, problem: expect.stringContaining('full') } });
  says({ type: 'cleared' });
  expect((await asked(edge, '/health')).status).toBe(200);
  const codes = ((await asked(edge, '/status')).body.notices as { code: string }[]).map(({ code }) => code);
  expect(codes).toEqual(['disk-trouble', 'disk-well']);
});

test('when the journal thread is gone the whole process has to end', async () => {
  const { connect, dies } = aTalkingJournal();
  const deaths: string[] = [];
  const edge = await aRunningEdge({ connectJournal: connect, fatal: ({ message }) => deaths.push(message) });
  dies(new Error('out of memory'));
  expect(deaths).toEqual(['out of memory']);
  expect((await asked(edge, '/api/entries', { kind: 'race-close', race_id: aTenK().setup.races[0]!.id })).status).toBe(503);
});

/** The real journal thread, into whose mouth a story can put words. */
function aTalkingJournal() {
  let on: { message: (message: FromWorker) => void; died: (error: Error) => void };
  const connect = (place: JournalPlace) => {
    const channel = workerChannel(place);
    const listen = (listener: typeof on) => {
      on = listener;
      channel.listen(listener);
    };
    return { ...channel, listen };
  };
  return { connect, says: (message: FromWorker) => on.message(message), dies: (error: Error) => on.died(error) };
}
