import type { Monitor, Rectangle } from './electron-api.ts';
import type { Screen } from './settings.ts';

/** The monitors in the order that people number them: the main one, then from left to right, then from top to bottom. */
export function numbered(monitors: readonly Monitor[], mainId: number): Monitor[] {
  return monitors.toSorted(
    (a, b) => Number(b.id === mainId) - Number(a.id === mainId) || a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y || a.id - b.id,
  );
}

export type PlacedScreen = { screen: Screen; bounds: Rectangle };

/** Each screen on its monitor; one whose monitor is not plugged in waits. */
export function placeScreens(screens: readonly Screen[], monitors: readonly Monitor[]): PlacedScreen[] {
  return screens.flatMap((screen) => {
    const monitor = monitors[screen.monitor - 1];
    return monitor ? [{ screen, bounds: monitor.bounds }] : [];
  });
}
