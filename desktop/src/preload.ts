import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Channel } from './channels.ts';

/** By name, since a sandboxed preload has nothing but Electron: `channels.ts` says what goes over each, and the main process checks it. */
const allowed: Record<Channel, true> = { 'settings:read': true, 'settings:save': true, 'monitors:list': true, 'edges:list': true };

const bridge: Bridge = {
  ask: (channel, asked) =>
    Object.hasOwn(allowed, channel) ? ipcRenderer.invoke(channel, asked) : Promise.reject(new Error('there is no such channel')),
};
contextBridge.exposeInMainWorld('chute', bridge);
