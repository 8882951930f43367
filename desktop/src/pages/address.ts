import { type Screen, screenSchema } from '../settings.ts';

export type Shown = { source: string; screen: Screen };

/** What is shown at an address that was copied out of a browser (`https://hub.example/d/k3…`), and where it is heard. Null = at none of our pages. */
export function shownAt(address: string, at: { monitor: number; kiosk: boolean }): Shown | null {
  const url = URL.parse(address.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const [page, id] = url.pathname.slice(1).split('/');
  const screen = screenSchema.safeParse(page === 'd' ? { page: 'display', code: id, ...at } : { page, eventId: id, ...at });
  return screen.success ? { source: url.origin, screen: screen.data } : null;
}

/** The other way round: what a person knows it by. */
export function addressOf(screen: Screen, sources: readonly string[]): string {
  const path = screen.page === 'display' ? `d/${screen.code}` : `${screen.page}/${screen.eventId}`;
  return `${sources[0] ?? 'http://localhost:8080'}/${path}`;
}
