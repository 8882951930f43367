import { useState } from 'react';

/** How somebody looks at the scene: nothing of it is saved with it. */
export type View = {
  /** `fit`: as large as there is room. */
  zoom: number | 'fit';
  hasGrid: boolean;
  /** Which runner of the sample race, or the live event. */
  runner: number | 'live';
  message: string;
  /** Grows with every time the entrances are played. */
  plays: number;
};

export const zooms = { min: 0.1, max: 3 } as const;
const steps = [0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];

export function useView(): { view: View; look: (change: Partial<View>) => void } {
  const [view, setView] = useState<View>({
    zoom: 'fit',
    hasGrid: true,
    runner: 1,
    message: 'Prize giving at 12:30 on the main stage',
    plays: 0,
  });
  return { view, look: (change) => setView((old) => ({ ...old, ...change })) };
}

export function nextZoom(zoom: number, by: 1 | -1): number {
  const next = by === 1 ? steps.find((step) => step > zoom * 1.01) : steps.findLast((step) => step < zoom * 0.99);
  return next ?? (by === 1 ? zooms.max : zooms.min);
}
