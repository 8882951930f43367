import { type Correction, type Person, type ResultListBody, resultListSchema } from '@chute/protocol';
import type { Setup } from '@chute/timing';

/**
 * A hub or an edge, as the simulator talks to it. A token that reads `chute_<partner>_<key>_<secret>` makes it a hub; any other one is
 * the console key of an edge, which an edge on this machine does not ask for.
 */
export type Site = { url: string; token: string | null };

export class SiteError extends Error {
  override name = 'SiteError';
  readonly code: 'unreachable' | 'refused' | 'unexpected-answer';

  constructor(code: SiteError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const answerWithinMs = 30_000;

export async function fetchResultList(site: Site, eventId: string): Promise<ResultListBody> {
  const path = isHub(site) ? `${partnerPath(site)}/events/${eventId}/results/list` : `/api/v1/events/${eventId}/results/list`;
  const body = await call(site, 'GET', path);
  const parsed = resultListSchema.safeParse(body);
  if (!parsed.success)
    throw new SiteError('unexpected-answer', `${site.url}${path} answered something that is no list of results`, { cause: parsed.error });
  return parsed.data;
}

/** Brings an event to a hub (whole, while no session is open on it) or to an edge, where a session is opened on it as well. */
export async function loadEvent(site: Site, { setup, persons }: { setup: Setup; persons: Person[] }): Promise<void> {
  if (isHub(site)) {
    await call(site, 'PUT', `${partnerPath(site)}/events/${setup.event.id}/setup`, { setup, persons });
    return;
  }
  await call(site, 'POST', '/api/setup', { setup, persons });
  await call(site, 'POST', '/api/session', { event_id: setup.event.id });
}

export async function enterCorrection(site: Site, eventId: string, correction: Correction): Promise<void> {
  const path = isHub(site) ? `${partnerPath(site)}/events/${eventId}/corrections` : '/api/entries';
  await call(site, 'POST', path, correction);
}

function isHub(site: Site): boolean {
  return partnerOf(site) !== undefined;
}

function partnerPath(site: Site): string {
  return `/api/v1/partners/${partnerOf(site)}`;
}

function partnerOf(site: Site): string | undefined {
  return /^chute_(\d{1,18})_/.exec(site.token ?? '')?.[1];
}

async function call(site: Site, method: string, path: string, body?: unknown): Promise<unknown> {
  const url = new URL(path, site.url);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (site.token) headers.authorization = `Bearer ${site.token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const request = {
    method,
    headers,
    signal: AbortSignal.timeout(answerWithinMs),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const response = await fetch(url, request).catch((error: unknown) => {
    throw new SiteError('unreachable', `nothing answers at ${url.origin}: is the hub or edge running there?`, { cause: error });
  });
  const text = await response.text();
  if (!response.ok) throw new SiteError('refused', `${method} ${url} was refused with ${response.status}: ${text.slice(0, 500)}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SiteError('unexpected-answer', `${method} ${url} answered something that is no JSON`, { cause: error });
  }
}
