import type { Notice } from '@chute/protocol';
import type { EdgeTime } from './edge-time.ts';

/** So that a person is told within two seconds of whatever lasts. */
const lookEveryMs = 500;

type Facts = NonNullable<Notice['facts']>;

/** Something that may be so for a while, and that a timer can do something about. */
export type Condition = {
  /** Who tells it, as for notices. */
  from: string;
  code: string;
  level: 'warn' | 'error';
  /** Facts while it is so, else undefined. */
  look: () => Facts | undefined;
  text: (facts: Facts) => string;
  /** What is said when it is over; absent where somebody else posts its notices. */
  over?: string;
};

export type Standing = { code: string; level: 'warn' | 'error'; text: string; sinceMs: number };

/** Looks again and again at what may go wrong without anybody saying so, tells when it begins and when it is over, and knows what stands just now. */
export class Lookout {
  readonly codes: ReadonlySet<string>;
  #conditions: readonly Condition[];
  #time: EdgeTime;
  #notice: (from: string, notice: Notice) => void;
  #standing = new Map<string, Standing>();
  #cancel = () => {};

  constructor(at: { conditions: readonly Condition[]; time: EdgeTime; notice: (from: string, notice: Notice) => void }) {
    this.#conditions = at.conditions;
    this.codes = new Set(at.conditions.map(({ code }) => code));
    this.#time = at.time;
    this.#notice = at.notice;
  }

  start(): void {
    this.#look();
    this.#cancel = this.#time.after(lookEveryMs, () => this.start());
  }

  stop(): void {
    this.#cancel();
  }

  /** What stands at this moment, the worst first. */
  standing(): Standing[] {
    this.#look();
    return [...this.#standing.values()].sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error') || a.sinceMs - b.sinceMs);
  }

  #look(): void {
    for (const condition of this.#conditions) {
      const facts = condition.look();
      if (facts) this.#stands(condition, facts);
      else this.#isOver(condition);
    }
  }

  #stands({ from, code, level, text, over }: Condition, facts: Facts): void {
    const known = this.#standing.get(code);
    const sentence = text(facts);
    if (known) known.text = sentence;
    else this.#standing.set(code, { code, level, text: sentence, sinceMs: this.#time.raceNowMs() });
    if (!known && over !== undefined) this.#notice(from, { level, code, text: sentence, facts });
  }

  #isOver({ from, code, over }: Condition): void {
    if (!this.#standing.delete(code) || over === undefined) return;
    this.#notice(from, { level: 'info', code: `${code}-over`, text: over });
  }
}
