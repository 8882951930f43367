/** What came of a request. `away`: nobody answered, and it may work later. `key`: not without a key. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; why: 'away' | 'key' | 'refused'; status: number; detail: string; body: Record<string, unknown> };

type Ask = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown; file?: Blob };

const answerWithinMs = 10_000;

/** The REST of an event at the server of the page, in its own words (snake_case), as whoever is signed in. */
export class DeskApi {
  readonly #root: string;
  readonly #key: string | null;

  constructor({ eventId, key }: { eventId: string; key: string | null }) {
    this.#root = eventRoot({ eventId, key });
    this.#key = key;
  }

  async ask<T>(path: string, ask: Ask = {}): Promise<Answer<T>> {
    const response = await this.#fetch(path, ask);
    if (!response) return away;
    const said = response.status === 204 ? null : ((await response.json().catch(() => null)) as unknown);
    if (response.ok) return { ok: true, value: said as T };
    const body = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
    const why = whyNot(response.status);
    return { ok: false, why, status: response.status, detail: typeof body.detail === 'string' ? body.detail : 'not possible', body };
  }

  async file(path: string): Promise<Blob | null> {
    const response = await this.#fetch(path, {});
    return response?.ok ? response.blob().catch(() => null) : null;
  }

  /** Null: nobody answered. */
  async #fetch(path: string, { method = 'GET', body, file }: Ask): Promise<Response | null> {
    const headers: Record<string, string> = {};
    if (this.#key !== null) headers.authorization = `Bearer ${this.#key}`;
    if (file) headers['content-type'] = file.type;
    else if (body !== undefined) headers['content-type'] = 'application/json';
    const sent = file ?? (body === undefined ? null : JSON.stringify(body));
    try {
      return await fetch(this.#root + path, { method, headers, body: sent, signal: AbortSignal.timeout(answerWithinMs) });
    } catch {
      return null;
    }
  }
}

const away = { ok: false, why: 'away', status: 0, detail: 'the server does not answer', body: {} } as const;

/** An edge has one owner. A hub has many partners, and a key of a hub says whose it is: `chute_<partner>_<key>_<secret>`. */
export function eventRoot({ eventId, key }: { eventId: string; key: string | null }): string {
  const partnerId = /^chute_([1-9]\d*)_/.exec(key ?? '')?.[1];
  return `/api/v1${partnerId ? `/partners/${partnerId}` : ''}/events/${encodeURIComponent(eventId)}`;
}

function whyNot(status: number): 'away' | 'key' | 'refused' {
  if (status === 401 || status === 403) return 'key';
  return status >= 500 ? 'away' : 'refused';
}
