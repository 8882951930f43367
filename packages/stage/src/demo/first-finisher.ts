import { type Delta, liveNamespace, type Snapshot, type SubscribeAnswer } from '@chute/protocol';
import { io } from 'socket.io-client';

/** Resolves with the bib of the first runner who is in the live feed with a finish: what a board paints from, a frame later. */
export function firstFinisher(at: { http: string; eventId: string; signal: AbortSignal }): Promise<string> {
  const socket = io(`${at.http}${liveNamespace}`, { transports: ['websocket'], reconnectionDelay: 100 });
  return new Promise<string>((resolve, reject) => {
    const look = ({ rows }: Snapshot | Delta) => {
      const finisher = rows.find((row) => row.status === 'finished');
      if (finisher) resolve(finisher.bib);
    };
    socket.on('snapshot', look);
    socket.on('delta', look);
    socket.on('connect', () => {
      socket.emit('subscribe', { eventId: at.eventId, audience: 'public', cursor: null }, (answer: SubscribeAnswer) => {
        if (!answer.ok) reject(new Error(`the live feed refused: ${answer.detail}`));
      });
    });
    at.signal.addEventListener('abort', () => reject(at.signal.reason), { once: true });
  }).finally(() => socket.disconnect());
}
