import { DeskError, noSuch } from './desk-error.ts';
import type { Displays, DisplaysRim } from './displays.ts';
import type { DisplayRecord, ShareRecord, ShareScope } from './records.ts';
import { newSecretCode, sha256Of, tidyCode } from './secret-code.ts';

const dayMs = 24 * 60 * 60_000;
export const shareLifetimeMs = { usual: dayMs, longest: 30 * dayMs };
/** Of one display, revoked ones not counted. */
const sharesMax = 200;

export type OpenedShare = { share: ShareRecord; display: DisplayRecord };
type Names = Pick<DisplayRecord, 'eventId' | 'displayId'>;

/** The addresses of displays that need no key: made, looked up and taken away. The code itself is shown once and kept nowhere. */
export class Shares {
  readonly #rim: Pick<DisplaysRim, 'store' | 'time' | 'newId' | 'gone'>;
  readonly #displays: Displays;
  readonly #codePrefix: string;

  /** `codePrefix`: what tells whose desk it is, where a hub has several. */
  constructor(
    rim: Pick<DisplaysRim, 'store' | 'time' | 'newId' | 'gone'>,
    { displays, codePrefix }: { displays: Displays; codePrefix: string },
  ) {
    this.#rim = rim;
    this.#displays = displays;
    this.#codePrefix = codePrefix;
  }

  async list(names: Names): Promise<ShareRecord[]> {
    await this.#displays.get(names);
    return this.#rim.store.shares(names.eventId, names.displayId);
  }

  /** `lifetimeMs` null = until it is revoked. */
  async create(
    names: Names,
    { scope, lifetimeMs }: { scope: ShareScope; lifetimeMs: number | null },
  ): Promise<{ share: ShareRecord; code: string }> {
    const standing = (await this.list(names)).filter((share) => this.whyClosed(share) === null);
    if (standing.length >= sharesMax) throw new DeskError('conflict', { detail: `a display has at most ${sharesMax} shares: revoke some` });
    const code = `${this.#codePrefix}${newSecretCode()}`;
    const nowMs = this.#rim.time.wallMs();
    const share: ShareRecord = {
      shareId: this.#rim.newId(),
      ...{ displayId: names.displayId, eventId: names.eventId },
      ...{ sha256: sha256Of(code), scope },
      createdAtMs: nowMs,
      expiresAtMs: lifetimeMs === null ? null : nowMs + lifetimeMs,
      revokedAtMs: null,
    };
    await this.#rim.store.insertShare(share);
    return { share, code };
  }

  /** From this moment on it opens nothing, and whoever looks through it is put out. */
  async revoke(names: Names, shareId: string): Promise<void> {
    if (!(await this.#rim.store.revokeShare({ ...names, shareId }, this.#rim.time.wallMs()))) throw noSuch('share');
    this.#rim.gone({ shareId });
  }

  /** What a code opens; why not, otherwise. */
  async open(code: string): Promise<OpenedShare | { closed: 'unknown' | 'expired' }> {
    const share = await this.#rim.store.shareOf(sha256Of(tidyCode(code)));
    if (!share) return { closed: 'unknown' };
    const why = this.whyClosed(share);
    if (why !== null) return { closed: why === 'revoked' ? 'unknown' : 'expired' };
    try {
      return { share, display: await this.#displays.get(share) };
    } catch (error) {
      if (error instanceof DeskError) return { closed: 'unknown' };
      throw error;
    }
  }

  /** Asked of the store, since another process may have done it. */
  async isRevoked({ sha256 }: Pick<ShareRecord, 'sha256'>): Promise<boolean> {
    const share = await this.#rim.store.shareOf(sha256);
    return !share || share.revokedAtMs !== null;
  }

  /** Null while it opens its display. */
  whyClosed({ revokedAtMs, expiresAtMs }: Pick<ShareRecord, 'revokedAtMs' | 'expiresAtMs'>): 'revoked' | 'expired' | null {
    if (revokedAtMs !== null) return 'revoked';
    return expiresAtMs !== null && expiresAtMs <= this.#rim.time.wallMs() ? 'expired' : null;
  }
}
