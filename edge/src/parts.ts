/** The edge from inside, for whoever runs it on simulated ground (`test/sim`): the parts that a stand-in of its disk is made of. */

export type { EdgeDoor } from './http/edge-door.ts';
export { openWebServer, type Route, type WebServer } from './http/web-server.ts';
export type { EntryTable, HeldJournal, JournalRange } from './journal/entry-table.ts';
export { lamportOf } from './journal/entry-table.ts';
export { type HeldNumbersRow, SessionNumbers } from './journal/held-numbers.ts';
export { Journal, type JournalBirth, type JournalTables } from './journal/journal.ts';
export { JournalClient } from './journal/journal-client.ts';
export { JournalService, type ServiceGround } from './journal/journal-service.ts';
export type { FromWorker, JournalPlace, ToWorker } from './journal/messages.ts';
export type { StoredSetup } from './journal/side-tables.ts';
export type { JournalChannel } from './journal/worker-channel.ts';
export type { Connection, ConnectionListener, OnConnection, Port } from './ports/connection.ts';
export type { OpenPort } from './ports/decoders.ts';
