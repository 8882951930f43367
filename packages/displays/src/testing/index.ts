export { aScreen } from './a-screen.ts';
export { tellDeskStoreStory } from './desk-store-story.ts';
export { memoryDeskStore } from './memory-desk-store.ts';
