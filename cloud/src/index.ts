export { createHub, type Hub } from './hub.ts';
export { type HubSettings, readEnv } from './settings.ts';
