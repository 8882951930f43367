import { anId } from './testing/a-desk.ts';
import { tellDeskStoreStory } from './testing/desk-store-story.ts';
import { memoryDeskStore } from './testing/memory-desk-store.ts';

const store = memoryDeskStore();
let ids = 0;
tellDeskStoreStory({ open: async () => store, eventId: anId('e1'), otherEventId: anId('e2'), newId: () => anId(++ids) });
