import { createContext, useContext } from 'react';
import type { Brand, ImageSource } from '../../scene/paint.ts';
import type { SceneData } from '../../scene/scene-data.ts';

/** What every layer needs and none of them changes. */
export type SceneRoom = {
  brand: Brand;
  /** Null: this image cannot be had, and nothing is drawn for it. */
  imageUrl: (image: ImageSource) => string | null;
  raceNowMs: () => number | null;
  isAnimated: boolean;
  /** How long the runner will be seen; null = until a person says so. */
  showMs: number | null;
};

const RoomContext = createContext<SceneRoom | null>(null);
export const SceneRoomProvider = RoomContext.Provider;

export function useRoom(): SceneRoom {
  const room = useContext(RoomContext);
  if (!room) throw new Error('a layer is drawn on a stage');
  return room;
}

export type LayerProps<L> = { layer: L; data: SceneData };
