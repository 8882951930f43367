/** The hub from inside, for whoever runs it on simulated ground (`test/sim`): its ends of the links, and what its screens are fed with. */
export type { BatchOutcome, BatchSource } from './ingest/append-batch.ts';
export { glimpse } from './ingest/read-body.ts';
export { HubLinks } from './link/hub-links.ts';
export type { LinkStore } from './link/link-store.ts';
export { EventFeed } from './live/event-feed.ts';
export type { JournalRow } from './store/journals.ts';
