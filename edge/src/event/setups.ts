import { readSetup } from '@chute/protocol';
import { canonicalJson, canonicalSetup, type Setup, setupHash } from '@chute/timing';
import type { JournalClient } from '../journal/journal-client.ts';
import type { HubHttp } from '../link/hub-http.ts';

/** Setups by their hash: from this edge's disk, else from its hub. */
export class Setups {
  #journal: JournalClient;
  #hub: () => HubHttp | undefined;

  constructor(at: { journal: JournalClient; hub: () => HubHttp | undefined }) {
    this.#journal = at.journal;
    this.#hub = at.hub;
  }

  /** Keeps a setup and gives its name. */
  async keep(setup: Setup): Promise<string> {
    const hash = setupHash(setup);
    await this.#journal.call('putSetup', { setupHash: hash, eventId: setup.event.id, body: canonicalJson(canonicalSetup(setup)) });
    return hash;
  }

  async stored(hash: string): Promise<Setup | undefined> {
    const found = await this.#journal.call('setup', hash);
    if (!found) return undefined;
    const read = readSetup(JSON.parse(found.body));
    return 'setup' in read ? read.setup : undefined;
  }

  /** The setup of that hash, fetched if it has to be; undefined when nobody at hand has it. */
  async find(eventId: string, hash: string): Promise<Setup | undefined> {
    const stored = await this.stored(hash);
    if (stored) return stored;
    const fetched = await this.#fetch(eventId, hash);
    return fetched?.hash === hash ? fetched.setup : undefined;
  }

  /** What a new session on the event starts from: the hub's word, else what is on disk. */
  async startingHash(eventId: string): Promise<string | undefined> {
    const fetched = await this.#fetch(eventId);
    return fetched?.hash ?? (await this.#journal.call('setupHashesOf', eventId)).at(-1);
  }

  async #fetch(eventId: string, hash?: string): Promise<{ setup: Setup; hash: string } | undefined> {
    const answer = await this.#hub()
      ?.setup(eventId, hash)
      .catch(() => undefined); // not reachable now: asked again when the link is up
    if (!answer) return undefined;
    return { setup: answer.setup, hash: await this.keep(answer.setup) };
  }
}
