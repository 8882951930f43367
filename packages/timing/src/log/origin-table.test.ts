import { expect, test } from 'vitest';
import type { EntryOf } from '../entry.ts';
import { OriginTable } from './origin-table.ts';

const head = {
  v: 1,
  journalId: 'box',
  seq: 1,
  prev: '',
  lamport: 1,
  sessionId: 'day',
  arrivedAtMs: 0,
  monotonicMs: 0,
  bootId: 'boot',
} as const;
const heard = { ident: '7', identIs: 'auto', sourceSeq: null, count: null } as const;
const read: EntryOf<'read'> = { ...head, kind: 'read', location: 'finish', ...heard, reader: null, antenna: null };
const gun: EntryOf<'gun'> = { ...head, kind: 'gun', location: null, waveId: null, sourceSeq: null, replaces: null };

test('each antenna of each reader is a loop of its own, and so is a reader that names none', () => {
  const origins = new OriginTable();
  const places = [{}, { antenna: 0 }, { antenna: 1 }, { antenna: 2 }, { reader: 'A' }, { reader: 'A', antenna: 1 }, { reader: 'B' }];
  const loops = places.map((place) => origins.at(origins.numberOf({ ...read, ...place })).loop);
  expect(new Set(loops).size).toBe(places.length);
  expect(origins.at(origins.numberOf({ ...read, journalId: 'spare box' })).loop).toBe(loops[0]);
});

test('where nothing is said of clock, place, reader or antenna, nothing is made up', () => {
  const origins = new OriginTable();
  const nothing = { clockId: '', location: '', reader: '', antenna: null };
  expect(origins.at(origins.numberOf(gun))).toMatchObject(nothing);
  expect(origins.at(origins.numberOf({ ...read, location: '' }))).toMatchObject(nothing);
});
