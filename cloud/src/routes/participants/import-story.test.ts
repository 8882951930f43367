import { newId } from '@chute/service';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aSetup } from '../../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../../testing/test-hub.ts';

let hub: TestHub;
let token: string;
let root: string;
let setup: ReturnType<typeof aSetup>;
beforeAll(async () => {
  hub = await startTestHub();
  const partner = await hub.newPartner();
  token = partner.token;
  root = `/api/v1/partners/${partner.partnerId}`;
}, 60_000);
afterAll(() => hub.stop());
beforeEach(async () => {
  setup = aSetup(['101']);
  const persons = [{ participant_id: setup.participants[0]!.id, first_name: 'Ada', last_name: 'Old' }];
  expect(await send('PUT', `/events/${setup.event.id}/setup`, { setup, persons })).toMatchObject({ status: 200 });
});

const send = (method: string, path: string, body?: unknown) => hub.ask(token, method, root + path, body);
const load = (csv: string, more: object = {}) => send('POST', '/participants/import', { event_id: setup.event.id, csv, ...more });
const participants = async () => (await send('GET', `/events/${setup.event.id}/participants`)).body.items;
const withBib = async (bib: string) => (await participants()).find((one: { bib: string }) => one.bib === bib);

const startList =
  '\uFEFFBib;Vorname;Last name;DOB;Gender;Chip\n007;Bo;Bond;1986-05-17;M;0042\nF12;Cy;Day;18.05.1986;w;\n101;Ada;New;;F;C101\n';

test('a dry run says what it would do and how it read the columns, and changes nothing', async () => {
  expect((await load(startList)).body).toMatchObject({
    import_id: null,
    dry_run: true,
    rows: 3,
    create: 2,
    update: 1,
    errors: [],
    mapping: { bib: 'Bib', first_name: 'Vorname', last_name: 'Last name', birth_date: 'DOB', sex: 'Gender', chip: 'Chip' },
  });
  expect(await participants()).toHaveLength(1);
});

test('an import keeps leading zeros, computes the race age, and changes who is there already', async () => {
  expect((await load(startList, { dry_run: false })).body).toMatchObject({ import_id: expect.any(String), create: 2, update: 1 });
  expect(await withBib('007')).toMatchObject({ first_name: 'Bo', sex: 'M', race_age: 40, chips: ['0042'] });
  expect(await withBib('F12')).toMatchObject({ last_name: 'Day', sex: 'F', race_age: 39, chips: [] });
  expect(await withBib('101')).toMatchObject({ participant_id: setup.participants[0]!.id, last_name: 'New', race_age: 30 });
  expect((await load(startList)).body).toMatchObject({ create: 0, update: 0, unchanged: 3 });
});

test('an import is taken back as one, but for what somebody changed since', async () => {
  const { body } = await load(startList, { dry_run: false });
  const changed = await withBib('F12');
  expect(await send('PATCH', `/participants/${changed.participant_id}`, { hidden: true })).toMatchObject({ status: 200 });
  const undo = `/participants/import/${body.import_id}/undo`;
  expect((await send('POST', undo)).body).toMatchObject({ undone: 2, kept: 1 });
  expect((await participants()).map(({ bib }: { bib: string }) => bib).sort()).toEqual(['101', 'F12']);
  expect(await withBib('101')).toMatchObject({ last_name: 'Old', chips: ['C101'] });
  expect(await send('POST', undo)).toMatchObject({ status: 404 });
});

test('what an announcer may say comes with the start list, reaches edges without the birth date, and is forgotten with the name', async () => {
  const csv =
    'bib,name,dob,Verein,phonetic,PB,first time,milestone,note\n7,Day,1986-05-17,Harriers,DAY,1:02:03,yes,,Runs with her mother\n';
  expect((await load(csv, { dry_run: false })).body).toMatchObject({ create: 1, errors: [], unmapped_columns: [] });
  const facts = { club: 'Harriers', phonetic_name: 'DAY', personal_best_ms: 3_723_000, first_timer: true, note: 'Runs with her mother' };
  const day = await withBib('7');
  expect(day).toMatchObject({ last_name: 'Day', ...facts });

  const personOf = async () =>
    (await send('GET', `/events/${setup.event.id}/persons?since=0`)).body.items.find(
      (one: { participant_id: string }) => one.participant_id === day.participant_id,
    );
  expect(await personOf()).toMatchObject({ ...facts, birthday: 'today' });
  expect(JSON.stringify(await personOf())).not.toContain('1986');

  await send('PATCH', `/participants/${day.participant_id}`, { note: null, milestone: '100th race', birth_date: '1986-05-20' });
  expect(await personOf()).toMatchObject({ club: 'Harriers', milestone: '100th race', birthday: 'this-week' });
  expect(await personOf()).not.toHaveProperty('note');

  expect(await send('DELETE', `/events/${setup.event.id}/persons/${day.participant_id}`)).toMatchObject({ status: 204 });
  expect(await personOf()).toEqual({
    ...{ participant_id: day.participant_id, first_name: null, last_name: null, city: null, country: null },
    ...{ revision: expect.any(Number), erased: true },
  });
});

test('wrong rows are named by row and field, and nothing is written unless the right ones are asked for', async () => {
  const csv = 'bib,sex,dob,race\n1,?,,10 km\n2,F,31.02.1990,10 km\n,F,,10 km\n4,F,,42 km\n5,F,,10 km\n5,F,,10 km\n';
  const wrong = [
    { row: 2, field: 'sex' },
    { row: 3, field: 'birth_date' },
    { row: 4, field: 'bib' },
    { row: 5, field: 'race' },
    { row: 7, field: 'bib', message: 'bib 5 is in row 6 too' },
  ];
  expect((await load(csv)).body).toMatchObject({ create: 1, errors: wrong });
  const refused = await load(csv, { dry_run: false });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'body.csv.row 2.sex' }, {}, {}, {}, {}] } });
  expect(await participants()).toHaveLength(1);
  expect((await load(csv, { dry_run: false, skip_wrong_rows: true })).body).toMatchObject({ create: 1 });
  expect(await withBib('5')).toMatchObject({ sex: 'F' });
});

test('a mapping to a column that is not there is refused by the name of the column', async () => {
  const answer = await load('Number,Who\n1,x\n', { mapping: { last_name: 'Wer' } });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('Wer') } });
});

test('once the event is timed an import becomes entries under its id, and so does taking it back', async () => {
  await send('POST', `/events/${setup.event.id}/corrections`, { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-05-17T07:00:00Z' });
  const { body } = await load('bib,chip,sex\n900,C900,M\n', { dry_run: false });
  expect(body).toMatchObject({ create: 1 });
  expect(await send('GET', `/events/${setup.event.id}/results?bib=900`)).toMatchObject({ body: { items: [{ bib: '900' }] } });
  expect(await withBib('900')).toMatchObject({ chips: ['C900'], sex: 'M' });
  const log = await send('GET', `/timing/reads?event_id=${setup.event.id}&kind=all`);
  expect(log.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['session-open', 'gun', 'participant-set', 'assign']);

  expect((await send('POST', `/participants/import/${body.import_id}/undo`)).body).toMatchObject({ undone: 1, kept: 0 });
  expect((await send('GET', `/events/${setup.event.id}/results?bib=900`)).body.items).toEqual([]);
});

test('a participant is added, renamed, given another chip and taken out', async () => {
  const { id: race_id } = setup.races[0]!;
  const { id: wave_id } = setup.waves[0]!;
  const made = await send('POST', `/events/${setup.event.id}/participants`, {
    race_id,
    wave_id,
    bib: '8',
    chips: ['C8'],
    last_name: 'Eight',
  });
  expect(made).toMatchObject({ status: 201, body: { chips: ['C8'], last_name: 'Eight' } });
  const path = `/participants/${made.body.participant_id}`;
  expect(await send('PATCH', path, { last_name: 'Ate', chips: ['D8'] })).toMatchObject({
    status: 200,
    body: { last_name: 'Ate', chips: ['D8'] },
  });
  expect((await send('GET', `/events/${setup.event.id}/participants?q=ate`)).body.items).toMatchObject([{ bib: '8', chips: ['D8'] }]);
  expect(await send('POST', `/events/${setup.event.id}/participants`, { race_id, wave_id, bib: '8' })).toMatchObject({ status: 400 });
  expect(await send('POST', `/events/${setup.event.id}/participants`, { race_id, wave_id: newId(), bib: '9' })).toMatchObject({
    status: 400,
  });
  expect(await send('DELETE', path)).toMatchObject({ status: 204 });
  expect(await send('GET', path)).toMatchObject({ status: 404 });
});
