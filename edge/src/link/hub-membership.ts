import type { JournalAt } from '@chute/protocol';
import type { EdgeTime } from '../edge-time.ts';
import { type HubCredentials, readCredentials, saveCredentials } from './hub-credentials.ts';
import { claimAtHub, type Fetch, HubHttp } from './hub-http.ts';
import { HubLink, type HubLinkRim } from './hub-link.ts';

export type HubMembershipRim = Omit<HubLinkRim, 'credentials'> & { folder: string; name: string; fetch: Fetch; time: EdgeTime };

/** Which hub this edge belongs to, if any. An edge that never met one works fully. */
export class HubMembership {
  #rim: HubMembershipRim;
  #credentials: HubCredentials | undefined;
  #link: HubLink | undefined;

  /** Errors: `CredentialsError`. */
  constructor(rim: HubMembershipRim) {
    this.#rim = rim;
    this.#credentials = readCredentials(rim.folder);
  }

  get credentials(): HubCredentials | undefined {
    return this.#credentials;
  }

  get http(): HubHttp | undefined {
    return this.#credentials && new HubHttp(this.#rim.fetch, this.#credentials);
  }

  get link(): HubLink | undefined {
    return this.#link;
  }

  /** Opens the link, when there is a hub to link to. */
  start(): void {
    if (this.#credentials) this.#link = new HubLink({ ...this.#rim, credentials: this.#credentials });
  }

  /** Trades a one-time code for a place at a hub. Errors: `HubRequestError`; then everything stays as it was. */
  async claim({ hubUrl, code }: { hubUrl: string; code: string }): Promise<HubCredentials> {
    const { fetch, raceLog, name, folder } = this.#rim;
    const answer = await claimAtHub(fetch, hubUrl, { code, store_id: raceLog.storeId, name });
    const credentials = { ...answer, hub_url: hubUrl };
    saveCredentials(folder, credentials);
    await this.stop();
    this.#credentials = credentials;
    this.start();
    return credentials;
  }

  held(journals: JournalAt[]): void {
    this.#link?.held(journals);
  }

  async stop(): Promise<void> {
    await this.#link?.stop();
    this.#link = undefined;
  }
}
