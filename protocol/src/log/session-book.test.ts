import type { Entry } from '@chute/timing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryDraft } from './sealed-entry.ts';
import { adoptedSetupHash, SessionBook } from './session-book.ts';

const [saturday, sunday] = ['event-saturday', 'event-sunday'];
const [oldSetup, newSetup] = ['old-setup', 'new-setup'];

test('a session that was opened on nothing belongs to the event it is bound to later, whole', () => {
  const book = bookOf(opens('box', 1, null, null), writesOn('box', 2), binds('box', 3, saturday, oldSetup));
  expect(book.eventOf('box')).toBe(saturday);
  expect(book.journalsOf(saturday)).toEqual(['journal-of-box']);
  expect(book.setupHashOf(saturday)).toBe(oldSetup);
});

test('a box left on the event of yesterday is moved by one entry', () => {
  const book = bookOf(opens('box', 1, saturday, oldSetup), writesOn('box', 2), binds('box', 3, sunday, newSetup));
  expect([book.sessionsOf(saturday), book.sessionsOf(sunday)]).toEqual([[], ['box']]);
  expect([book.journalsOf(saturday), book.journalsOf(sunday)]).toEqual([[], ['journal-of-box']]);
  expect(book.eventIds()).toEqual([sunday]);
});

test('the setup that was adopted last holds, by lamport and never by arrival', () => {
  const log = [opens('box', 1, saturday, oldSetup), adopts('box', 5, newSetup), binds('box', 4, saturday, 'between')];
  expect(adoptedSetupHash(log, saturday)).toBe(newSetup);
  expect(adoptedSetupHash(log.toReversed(), saturday)).toBe(newSetup);
});

test('between two journals the later lamport wins, and only at equal lamports the journal', () => {
  const adoption = (journalId: string, lamport: number, setupHash: string): Entry => ({ ...adopts('box', lamport, setupHash), journalId });
  const opening = opens('box', 1, saturday, oldSetup);
  expect(adoptedSetupHash([opening, adoption('a', 6, newSetup), adoption('z', 5, 'earlier')], saturday)).toBe(newSetup);
  expect(adoptedSetupHash([opening, adoption('a', 6, 'tied'), adoption('z', 6, newSetup)], saturday)).toBe(newSetup);
});

test('a setup adopted in a session of another event changes nothing here', () => {
  expect(
    adoptedSetupHash([opens('box', 1, saturday, oldSetup), opens('other', 2, sunday, null), adopts('other', 3, newSetup)], saturday),
  ).toBe(oldSetup);
});

test('a session that goes on after a restart has two journals', () => {
  const book = bookOf(opens('box', 1, saturday, oldSetup), { ...writesOn('box', 9), journalId: 'journal-after-restart' });
  expect(book.journalsOf(saturday)).toEqual(['journal-after-restart', 'journal-of-box']);
});

test('the book says when it must be asked again, and only then', () => {
  const book = new SessionBook();
  expect(book.add(opens('box', 1, saturday, oldSetup))).toBe(true);
  expect(book.add(writesOn('box', 2))).toBe(false);
  expect(book.add(opens('box', 1, saturday, oldSetup))).toBe(false);
  expect(book.add(adopts('box', 3, newSetup))).toBe(true);
});

test('whatever the order of arrival and however often, the book says the same', () => {
  const log = [
    opens('box', 1, null, null),
    binds('box', 4, saturday, oldSetup),
    opens('other', 2, saturday, newSetup),
    binds('other', 6, sunday, 'third'),
    binds('box', 7, sunday, null),
    adopts('other', 3, 'fourth'),
  ];
  const facts = (entries: Entry[]) => {
    const book = bookOf(...entries);
    return [saturday, sunday].map((event) => [book.sessionsOf(event), book.journalsOf(event), book.setupHashOf(event)]);
  };
  fc.assert(
    fc.property(fc.shuffledSubarray([...log, ...log], { minLength: 2 * log.length }), (shuffled) => {
      expect(facts(shuffled)).toEqual(facts(log));
    }),
    { numRuns: 50 },
  );
});

function bookOf(...entries: Entry[]): SessionBook {
  const book = new SessionBook();
  for (const entry of entries) book.add(entry);
  return book;
}

function opens(sessionId: string, lamport: number, eventId: string | null, setupHash: string | null): Entry {
  return written(lamport, { kind: 'session-open', ...head(sessionId), eventId, setupHash });
}

function binds(sessionId: string, lamport: number, eventId: string, setupHash: string | null): Entry {
  return written(lamport, { kind: 'session-bind', ...head(sessionId), eventId, setupHash });
}

function adopts(sessionId: string, lamport: number, setupHash: string): Entry {
  return written(lamport, { kind: 'setup-adopt', ...head(sessionId), setupHash });
}

function writesOn(sessionId: string, lamport: number): Entry {
  return written(lamport, { kind: 'race-close', ...head(sessionId), raceId: 'race' });
}

function head(sessionId: string) {
  return { sessionId, arrivedAtMs: 0, monotonicMs: 0, bootId: 'boot' };
}

function written(lamport: number, draft: EntryDraft): Entry {
  return { ...draft, v: 1, journalId: `journal-of-${draft.sessionId}`, seq: lamport, prev: '', lamport };
}
