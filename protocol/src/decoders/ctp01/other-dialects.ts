import type { LocalId } from '../session.ts';
import type { SessionDesk } from '../session-desk.ts';
import type { AnswerBounds } from './answer-bounds.ts';
import type { Ctp01Dialect } from './dialect.ts';
import { encodeCtp01 } from './encode.ts';
import { notices } from './notices.ts';
import type { Ctp01Alarm } from './server-settings.ts';

/** What lines other than `CT01_33` ask of us: that a person knows of them, and that a `TO` line gets its `OK`. */
export class OtherDialects {
  readonly #desk: SessionDesk<Ctp01Alarm>;
  readonly #bounds: AnswerBounds;
  readonly #met = new Set<Ctp01Dialect>(['CT01_33']);
  readonly #toAcknowledge = new Set<LocalId>();

  constructor({ desk, bounds }: { desk: SessionDesk<Ctp01Alarm>; bounds: AnswerBounds }) {
    this.#desk = desk;
    this.#bounds = bounds;
  }

  heard(dialect: Ctp01Dialect, localId: LocalId | null): void {
    if (dialect === 'TO' && localId !== null) this.#toAcknowledge.add(localId);
    if (this.#met.has(dialect)) return;
    this.#met.add(dialect);
    this.#desk.tell(notices.dialect(dialect));
  }

  /** On disk: only now is the line acknowledged. One that was refused never is, so that a client that repeats it may mend it. */
  committed(localId: LocalId): void {
    if (this.#toAcknowledge.delete(localId)) this.#desk.write(encodeCtp01({ kind: 'ok' }));
  }

  heartbeat(nowMs: number): void {
    if (this.#bounds.mayAnswer('heartbeat', nowMs)) this.#desk.write(encodeCtp01({ kind: 'heartbeat' }));
  }
}
