import type { LiveEvent } from '@chute/protocol';
import { createContext, useContext } from 'react';
import type { Brand, ImageSource } from '../../scene/paint.ts';

/** What every field may need and none of them changes. */
export type BuilderRoom = {
  brand: Brand;
  /** For the names of races and lists. */
  event: LiveEvent | null;
  imageUrl: (sha256: string) => string | null;
  /** Opens the pictures, and tells which one was chosen. */
  chooseImage: (chosen: (image: ImageSource) => void) => void;
};

const RoomContext = createContext<BuilderRoom | null>(null);
export const BuilderRoomProvider = RoomContext.Provider;

export function useRoomOfBuilder(): BuilderRoom {
  const room = useContext(RoomContext);
  if (!room) throw new Error('a field of the builder is drawn in the builder');
  return room;
}
