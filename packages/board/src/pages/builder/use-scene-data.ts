import type { LiveEvent } from '@chute/protocol';
import { useEffect, useMemo, useRef } from 'react';
import { Standings } from '../../picture/standings.ts';
import { sampleRace } from '../../scene/editor/sample-race.ts';
import type { SceneData } from '../../scene/scene-data.ts';
import type { BoardStore } from '../board-store.ts';
import { followLive } from '../live-link.ts';
import { useBoard } from '../use-board.ts';
import type { View } from './use-view.ts';

/** As if the gun had gone that long before this page was opened. */
const intoTheRaceMs = 2_467_000;
const openedAtMs = Date.now();
const sample = sampleRace(openedAtMs - intoTheRaceMs);
export const sampleRunners = sample.runners;

export type ShownData = { data: SceneData; raceNowMs: () => number | null; event: LiveEvent | null };

/** What the stage shows: a race that never was, or the event itself. The event is followed either way, for the names of its races and lists. */
export function useSceneData(board: BoardStore, { eventId, view }: { eventId: string; view: Pick<View, 'runner' | 'message'> }): ShownData {
  useBoard(board);
  const nobody = useRef(new Standings()).current;
  useEffect(() => followLive(board, eventId), [board, eventId]);
  const picture = board.feed.shown;
  const event = picture?.event ?? null;
  const { runner, message } = view;
  const sampleData = useMemo<SceneData>(
    () => ({
      ...{ event: sample.event, standings: sample.standings, row: sample.runners[runner === 'live' ? 0 : runner]?.row ?? null },
      ...{ cardText: 'Happy birthday!', message, turnMs: 0 },
    }),
    [runner, message],
  );
  if (runner !== 'live') return { data: sampleData, raceNowMs: sampleNowMs, event };
  const standings = picture?.standings ?? nobody;
  const row = standings.latest(null, 1)[0] ?? [...board.feed.rows()][0] ?? null;
  return { data: { event, standings, row, cardText: '', message, turnMs: board.time.wallMs() }, raceNowMs: board.raceNowMs, event };
}

const sampleNowMs = () => Date.now();
