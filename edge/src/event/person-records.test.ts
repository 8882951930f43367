import { expect, test } from 'vitest';
import { importedPerson } from './person-records.ts';

const event = { id: 'e', name: 'City Run', zone: 'Europe/Zurich', transitions: [], firstDay: '2026-09-20', lastDay: '2026-09-20' };

test('of a birth date that comes with a file the edge keeps whether the birthday is near, and nothing else', () => {
  const kept = importedPerson({ participant_id: 'p', first_name: 'Ada', birth_date: '1986-09-20', note: 'Runs with her mother' }, event);
  expect(kept).toMatchObject({ first_name: 'Ada', last_name: null, birthday: 'today', note: 'Runs with her mother', revision: 0 });
  expect(JSON.stringify(kept)).not.toContain('1986');
  expect(importedPerson({ participant_id: 'p', birth_date: '1986-01-20' }, event)).not.toHaveProperty('birthday');
});

test('what another node made of a birth date is kept as it is', () => {
  expect(importedPerson({ participant_id: 'p', birthday: 'this-week' }, event).birthday).toBe('this-week');
});
