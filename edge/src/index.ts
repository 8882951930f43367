export { createEdge, type Edge, type EdgeRim } from './edge.ts';
export { type EdgeTime, systemTime } from './edge-time.ts';
export { type DumpedEntry, journalContent } from './journal/read-journal.ts';
export type { HubPipe, HubTransport, TransportEvents, TransportSettings } from './link/hub-transport.ts';
export { mqttTransport } from './link/mqtt-transport.ts';
export { type EdgeSettings, readEnv } from './settings.ts';
