import { resultListSchema } from '@chute/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSetup } from '../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let token: string;
let root: string;
beforeAll(async () => {
  hub = await startTestHub();
  const partner = await hub.newPartner();
  token = partner.token;
  root = `/api/v1/partners/${partner.partnerId}`;
}, 60_000);
afterAll(() => hub.stop());

const get = (path: string, headers = {}) => hub.ask(token, 'GET', `${root}${path}`, undefined, headers);
const send = (method: string, path: string, body?: unknown) => hub.ask(token, method, `${root}${path}`, body);

test('the list says who wins and how the teams stand, and an award that is added is seen by who had the list before', async () => {
  const setup = aSetup(['101', '102', '103']);
  const [race] = setup.races;
  setup.awards = [{ id: 'overall', raceId: race!.id, name: 'Overall', order: 1, sex: null, divisionId: null, depth: 1, basis: 'gun' }];
  setup.teams = [{ id: 'harriers', raceId: race!.id, name: 'Harriers' }];
  for (const one of setup.participants.slice(1)) one.teamId = 'harriers';
  const open = { by: 'points', basis: 'gun', sex: null, divisionId: null } as const;
  setup.teamContests = [{ id: 'clubs', raceId: race!.id, name: 'Clubs', ...open, scorers: 2, displacers: 0 }];
  const path = `/events/${setup.event.id}`;
  expect(await send('PUT', `${path}/setup`, { setup })).toMatchObject({ status: 200 });
  const before = await get(`${path}/results/list`);
  const [first, second, third] = setup.participants.map(({ id }) => id);
  const toFill = [
    { award_id: 'overall', name: 'Overall', order: 1, depth: 1 },
    { award_id: 'second', name: 'Next', order: 2, depth: 1 },
  ];
  expect(await send('PATCH', `/races/${race!.id}`, { awards: toFill })).toMatchObject({ status: 200 });
  expect(await get(`${path}/results/list`, { 'if-none-match': before.headers.etag })).toMatchObject({
    status: 200,
    body: {
      awards: [
        { award_id: 'overall', winners: [] },
        { award_id: 'second', winners: [] },
      ],
      teams: [],
    },
  });

  const course_point_id = setup.coursePoints.find(({ kind }) => kind === 'finish')!.id;
  await send('POST', `${path}/corrections`, { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' });
  for (const [participant_id, at] of [
    [first, '07:40:00'],
    [second, '07:41:00'],
    [third, '07:42:00'],
  ] as const) {
    await send('POST', `${path}/corrections`, { kind: 'manual', participant_id, course_point_id, at: `2026-05-17T${at}Z` });
  }
  const { awards, teams } = resultListSchema.parse((await get(`${path}/results/list`)).body);
  expect(awards).toEqual([
    { award_id: 'overall', winners: [{ participant_id: first, place: 1, time_ms: 2_400_000 }] },
    { award_id: 'second', winners: [{ participant_id: second, place: 1, time_ms: 2_460_000 }] },
  ]);
  const members = [
    { participant_id: second, counts: true, points: 1, time_ms: 2_460_000 },
    { participant_id: third, counts: true, points: 2, time_ms: 2_520_000 },
  ];
  expect(teams).toEqual([{ team_contest_id: 'clubs', team_id: 'harriers', place: 1, score: 3, members }]);
});

test('a rule pack fills in the rules, rules given go on top, and a race that left its pack no longer names it', async () => {
  const { body: event } = await send('POST', '/events', { name: 'Hill', zone: 'UTC', first_day: '2026-06-01', last_day: '2026-06-01' });
  const race = {
    name: '10 km',
    rule_pack: 'usatf-road@1',
    rules: { cut_off_ms: 7_200_000 },
    waves: [{ name: 'all', scheduled_at: '2026-06-01T08:00:00Z' }],
    course_points: [{ name: 'Finish', kind: 'finish', location: 'Finish', order: 9 }],
  };
  const made = await send('POST', `/events/${event.event_id}/races`, race);
  expect(made).toMatchObject({ status: 201, body: { rule_pack: 'usatf-road@1', rules: { rank_by: 'gun', cut_off_ms: 7_200_000 } } });
  const path = `/races/${made.body.race_id}`;
  expect((await send('PATCH', path, { name: '10 000 m' })).body).toMatchObject({ rule_pack: 'usatf-road@1' });
  expect((await send('PATCH', path, { rules: { rank_by: 'chip' } })).body).toMatchObject({ rule_pack: null, rules: { rank_by: 'chip' } });
  expect((await send('PATCH', path, { rule_pack: 'world-athletics-road@1' })).body).toMatchObject({
    rule_pack: 'world-athletics-road@1',
    rules: { rank_by: 'gun', cut_off_ms: 7_200_000 },
  });
  expect((await send('PATCH', path, { rule_pack: 'usatf-road@1', rules: { rank_by: 'chip' } })).body).toMatchObject({
    rule_pack: null,
    rules: { rank_by: 'chip', protest_ms: 3_600_000 },
  });
  await send('PATCH', path, { rule_pack: 'usatf-road@1' });
  expect((await send('PATCH', path, { rule_pack: null })).body).toMatchObject({ rule_pack: null, rules: { rank_by: 'gun' } });
  expect(await send('PATCH', path, { rule_pack: 'usatf-road@9' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'body.rule_pack', message: expect.stringContaining('world-athletics-road@1') }] },
  });
});

test('the records of a race are kept as they are given, one of nobody is refused with what to do, and without them the setup is the one it was', async () => {
  const setup = aSetup(['101']);
  const [race] = setup.races;
  await send('PUT', `/events/${setup.event.id}/setup`, { setup });
  const path = `/races/${race!.id}`;
  const hash = async () => (await get(`/events/${setup.event.id}/setup`)).body.setup_hash;
  const before = await hash();
  expect((await get(path)).body.records).toEqual([]);
  const record = { name: 'Course record', sex: 'F', time_ms: 1_992_000, holder: 'H. Holder', year: 2019 };
  const kept = { ...record, record_id: expect.any(String), division_id: null, basis: 'gun' };
  expect(await send('PATCH', path, { records: [record] })).toMatchObject({ status: 200, body: { records: [kept] } });
  expect((await send('PATCH', path, { name: 'The 10' })).body).toMatchObject({ records: [kept] });
  expect(await send('PATCH', path, { records: [{ ...record, division_id: 'F99' }] })).toMatchObject({
    status: 400,
    body: {
      errors: [{ path: 'setup.records[0].divisionId', message: 'there is no division F99; use the id of one of divisions, or null' }],
    },
  });
  expect(await send('PATCH', path, { records: [{ ...record, time_ms: 0 }] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'body.records.0.time_ms' }] },
  });
  await send('PATCH', path, { name: race!.name, records: [] });
  expect(await hash()).toBe(before);
});

test('a birth date gives the age by the local day of the start, or by the end of the year where the race says so (W11)', async () => {
  const setup = aSetup(['101']);
  setup.waves[0]!.scheduledAtMs = Date.parse('2026-09-19T21:59:00Z'); // 23:59 in Berlin, so the finish is on the birthday
  setup.event = { ...setup.event, firstDay: '2026-09-19', lastDay: '2026-09-20' };
  await send('PUT', `/events/${setup.event.id}/setup`, { setup });
  const path = `/participants/${setup.participants[0]!.id}`;
  const ageOf = async (birth_date: string) => (await send('PATCH', path, { birth_date })).body.race_age;
  expect(await ageOf('1986-09-20')).toBe(39);
  expect(await ageOf('1986-09-19')).toBe(40);
  expect(await ageOf('2027-01-01')).toBeNull();
  await send('PATCH', `/races/${setup.races[0]!.id}`, { rules: { age_on: 'year-end' } });
  expect(await ageOf('1986-09-20')).toBe(40);
});
