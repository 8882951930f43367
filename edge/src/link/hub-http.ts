import {
  type ClaimAnswer,
  type ClaimRequest,
  claimAnswerSchema,
  type EventSetupAnswer,
  type EventSetupBody,
  eventSetupAnswerSchema,
  type JournalHolding,
  journalHoldingSchema,
  type PersonsAnswer,
  personsAnswerSchema,
} from '@chute/protocol';
import type { z } from 'zod';
import type { HubCredentials } from './hub-credentials.ts';

export type Fetch = typeof fetch;

const answerWithinMs = 10_000;

/** The hub did not answer, or not with what was asked for. */
export class HubRequestError extends Error {
  override name = 'HubRequestError';
  readonly code: 'unreachable' | 'refused' | 'not-found' | 'not-understood';
  readonly status: number | null;

  constructor(at: { code: HubRequestError['code']; status?: number; message: string }, options?: ErrorOptions) {
    super(at.message, options);
    this.code = at.code;
    this.status = at.status ?? null;
  }
}

/** Trades a one-time code for partner, edge id and credentials. Errors: `HubRequestError`. */
export async function claimAtHub(fetch: Fetch, hubUrl: string, claim: ClaimRequest): Promise<ClaimAnswer> {
  return ask(fetch, claimAnswerSchema, `${hubUrl}/api/v1/edges/claim`, post(claim));
}

/** What an edge asks its hub over HTTP: setup and persons, which are no part of the log, and what it has of the log. Errors: `HubRequestError`. */
export class HubHttp {
  #fetch: Fetch;
  #partner: string;
  #edge: string;
  #root: string;
  #headers: { authorization: string };

  constructor(fetch: Fetch, credentials: HubCredentials) {
    this.#fetch = fetch;
    this.#partner = `${credentials.hub_url}/api/v1/partners/${credentials.partner_id}`;
    this.#root = `${this.#partner}/events`;
    this.#edge = `${this.#partner}/edges/${credentials.edge_id}`;
    this.#headers = { authorization: `Bearer ${credentials.credential}` };
  }

  /** The setup a new session starts from, or the one of that hash. */
  setup(eventId: string, setupHash?: string): Promise<EventSetupAnswer> {
    const query = setupHash === undefined ? '' : `?setup_hash=${setupHash}`;
    return ask(this.#fetch, eventSetupAnswerSchema, `${this.#root}/${eventId}/setup${query}`, { headers: this.#headers });
  }

  /** Whether the hub has a setup to start the event from. Asked of every new link, so the setup itself stays there: one of a large race would hold up the reads. */
  async knowsSetup(eventId: string): Promise<boolean> {
    try {
      await send(this.#fetch, `${this.#root}/${eventId}/setup`, { method: 'HEAD', headers: this.#headers });
      return true;
    } catch (error) {
      if (error instanceof HubRequestError && error.code === 'not-found') return false;
      throw error;
    }
  }

  /** A setup that was made at this edge, for a hub that does not know the event yet. */
  async offerSetup(eventId: string, body: EventSetupBody): Promise<void> {
    const { headers, ...request } = post(body);
    await send(this.#fetch, `${this.#root}/${eventId}/setup`, { ...request, method: 'PUT', headers: { ...headers, ...this.#headers } });
  }

  /** What the hub has of a journal just now; nothing of one that it never heard of. */
  journal(journalId: string): Promise<JournalHolding> {
    return ask(this.#fetch, journalHoldingSchema, `${this.#partner}/timing/journals/${journalId}`, { headers: this.#headers });
  }

  /** How far the hub's clock is ahead of ours, to the second: answers say what time it is there. The hub has to know this edge. */
  async clock(): Promise<{ offMs: number }> {
    const askedAtMs = Date.now();
    const { headers } = await send(this.#fetch, this.#edge, { headers: this.#headers });
    const said = Date.parse(headers.get('date') ?? '');
    return { offMs: Number.isNaN(said) ? 0 : said + 500 - (askedAtMs + Date.now()) / 2 };
  }

  persons(eventId: string, since: number): Promise<PersonsAnswer> {
    return ask(this.#fetch, personsAnswerSchema, `${this.#root}/${eventId}/persons?since=${since}`, { headers: this.#headers });
  }
}

function post(body: unknown) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function ask<T>(fetch: Fetch, schema: z.ZodType<T>, url: string, request: RequestInit): Promise<T> {
  const response = await send(fetch, url, request);
  const answer = schema.safeParse(await response.json().catch(() => undefined));
  if (answer.success) return answer.data;
  throw new HubRequestError({ code: 'not-understood', status: response.status, message: `the hub's answer to ${url} is not understood` });
}

async function send(fetch: Fetch, url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(answerWithinMs) }).catch(
    (cause: unknown) => {
      throw new HubRequestError({ code: 'unreachable', message: `the hub at ${url} does not answer` }, { cause });
    },
  );
  if (response.ok) return response;
  const code = response.status === 404 ? 'not-found' : 'refused';
  throw new HubRequestError({
    code,
    status: response.status,
    message: `the hub refused ${url} with ${response.status}: ${await detailOf(response)}`,
  });
}

async function detailOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  try {
    return String((JSON.parse(text) as { detail?: unknown }).detail ?? '').slice(0, 300);
  } catch {
    return text.slice(0, 100);
  }
}
