import {
  type CommandAnswer,
  type DisplayCommand,
  type DisplayState,
  type DisplayToClient,
  type DisplayToServer,
  displayNamespace,
  displayStateSchema,
  type WatchAnswer,
} from '@chute/protocol';
import { DisplayFollow } from '../../picture/display-follow.ts';
import type { BoardStore } from '../board-store.ts';
import { connectTo } from '../connect-to.ts';
import { followLive } from '../live-link.ts';
import { keepState, readKeptState } from './kept-state.ts';

const answerWithinMs = 3_000;
const askAgainMs = 2_000;
/** Without an answer by then the screen goes on from what this browser kept. */
const firstAnswerMs = 1_500;

export type Refusal = Extract<WatchAnswer, { ok: false }>['code'] | 'revoked' | 'removed';

/** The screen: what to show now, whether anybody steers it, and why it is not one any more. */
export type DisplayScreen = {
  takeState(state: DisplayState, at: { isAlone: boolean }): void;
  /** Null: all is well again. */
  refused(why: Refusal | null): void;
  /** Whether its own keys may steer. */
  takeMay?(may: 'look' | 'steer'): void;
};

export type DisplayLinkSettings = {
  /** The share's, out of the address. */
  code: string;
  /** Who steers it, and is the first to be heard; '' = the server of the page. */
  source?: string;
  board: BoardStore;
  screen: DisplayScreen;
};

export type DisplayLink = { command: (command: DisplayCommand) => Promise<CommandAnswer | 'no-answer'>; close: () => void };

/**
 * Follows a display and the race it shows. While whoever steers it is away the screen goes on by itself, from the last word and from the finishes that the live
 * feed brings from another source; the other sources are those of the display's own settings.
 */
export function followDisplay({ code, source = '', board, screen }: DisplayLinkSettings): DisplayLink {
  const nowMs = () => performance.now();
  const { socket, close } = connectTo<DisplayToClient, DisplayToServer>(source, { namespace: displayNamespace, token: null });
  const follow = new DisplayFollow({
    rows: () => board.feed.rows(),
    raceIds: () => board.feed.shown?.event.races.map(({ raceId }) => raceId) ?? [],
  });
  let live = { key: '', stop: () => {} };
  let shown: DisplayState | null = null;
  let wasAlone = true;
  let nextTick: ReturnType<typeof setTimeout> | undefined;
  let nextAsk: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    clearTimeout(nextTick);
    const { wakeAtMs, isAlone } = follow;
    if (wakeAtMs !== null)
      nextTick = setTimeout(
        () => {
          follow.tick(nowMs());
          show();
        },
        Math.max(0, wakeAtMs - nowMs()),
      );
    const state = follow.state(nowMs());
    if (!state || (state === shown && isAlone === wasAlone)) return;
    [shown, wasAlone] = [state, isAlone];
    screen.takeState(state, { isAlone });
  };
  const hearLiveOf = ({ eventId, settings }: DisplayState) => {
    const sources = [...new Set([source, ...settings.sources.map((other) => new URL(other).origin)])];
    const key = [eventId, ...sources].join(' ');
    if (key === live.key) return;
    live.stop();
    live = { key, stop: followLive(board, eventId, { sources }) };
  };
  const heard = (said: unknown) => {
    const state = displayStateSchema.safeParse(said);
    if (!state.success) return;
    keepState(code, state.data);
    follow.heard(state.data, nowMs());
    hearLiveOf(state.data);
    show();
  };
  const lost = () => {
    follow.lost(nowMs());
    show();
  };
  const watch = async () => {
    clearTimeout(nextAsk);
    const answer = await socket
      .timeout(answerWithinMs)
      .emitWithAck('watch', { code })
      .catch((): 'no-answer' => 'no-answer');
    if (!socket.connected) return;
    if (answer !== 'no-answer' && answer.ok) {
      screen.refused(null);
      screen.takeMay?.(answer.may);
      return heard(answer.state);
    }
    if (answer !== 'no-answer') screen.refused(answer.code);
    nextAsk = setTimeout(watch, askAgainMs);
  };

  socket.on('connect', watch);
  socket.on('disconnect', lost);
  socket.on('display', heard);
  socket.on('gone', (why) => {
    keepState(code, null);
    screen.refused(why);
  });
  const stopFinishes = board.onFinishes((rows) => {
    follow.finished(rows, nowMs());
    show();
  });
  // A half-open link is noticed by the feed, whose heads stop; the display itself may have nothing to say for hours.
  const stopSources = board.onBestSource((isWell) => {
    if (!isWell) lost();
    else if (follow.isAlone && socket.connected) void watch();
  });
  const kept = readKeptState(code);
  const goOnFromKept = setTimeout(() => {
    if (!kept || follow.state(nowMs())) return;
    follow.heard(kept, nowMs());
    hearLiveOf(kept);
    lost();
  }, firstAnswerMs);

  return {
    async command(command) {
      if (!follow.isAlone) {
        return socket
          .timeout(answerWithinMs)
          .emitWithAck('command', command)
          .catch((): 'no-answer' => 'no-answer');
      }
      const isDone = follow.command(command, nowMs());
      show();
      return isDone ? { ok: true } : { ok: false, code: 'bad-request', detail: 'that cannot be done as things stand' };
    },
    close: () => {
      for (const timer of [nextTick, nextAsk, goOnFromKept]) clearTimeout(timer);
      stopFinishes();
      stopSources();
      live.stop();
      close();
    },
  };
}
