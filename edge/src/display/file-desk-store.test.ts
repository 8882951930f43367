import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { tellDeskStoreStory } from '@chute/displays/testing';
import { newId } from '@chute/service';
import { afterAll, expect, test } from 'vitest';
import { FileDeskStore } from './file-desk-store.ts';

const folder = mkdtempSync(`${tmpdir()}/chute-desk-`);
afterAll(() => rmSync(folder, { recursive: true }));
const eventId = newId();

tellDeskStoreStory({ open: async () => new FileDeskStore(folder), eventId, otherEventId: newId(), newId });

test('a file that this program did not write is said so, and not written over', async () => {
  const strange = newId();
  mkdirSync(`${folder}/displays/${strange}`, { recursive: true });
  writeFileSync(`${folder}/displays/${strange}/desk.json`, '{"displays": 7}');
  const store = new FileDeskStore(folder);
  await expect(store.displays(strange)).rejects.toMatchObject({ code: 'desk-file-unreadable' });
  await expect(store.saveRunnerMessages(strange, [])).rejects.toMatchObject({ code: 'desk-file-unreadable' });
});
