import type { Screen } from './settings.ts';

/** Our own scheme, and the one host in it: every page of this program is of this origin. */
export const scheme = 'chute';
export const appOrigin = `${scheme}://app`;
export const setupUrl = `${appOrigin}/setup`;

/** The page of a screen. It has no server of its own (`own=0`), only the sources that are named. */
export function pageUrl(screen: Screen, sources: readonly string[]): string {
  const query = new URLSearchParams({ own: '0' });
  for (const source of sources) query.append('source', source);
  const path = screen.page === 'display' ? `d/${screen.code}` : `${screen.page}/${screen.eventId}`;
  return `${appOrigin}/${path}?${query}`;
}

export function isOurs(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${scheme}:` && parsed.host === 'app' && parsed.username === '' && parsed.password === '';
}
