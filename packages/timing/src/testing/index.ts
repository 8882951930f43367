export { aBigRace } from './a-big-race.ts';
export { aRace, type RaceStory, type RaceStorySettings, type ReadStory } from './a-race.ts';
export { storyId } from './story-ids.ts';
export { type StoryDraft, StoryLog } from './story-log.ts';
export type { ToldResult } from './told-list.ts';
