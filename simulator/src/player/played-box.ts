import type { Notice, PlayerOutput, PlayerSession } from '@chute/protocol';
import type { Pace } from './pace.ts';

/** One line of a box and when it is said (race time). */
export type Cue<Line> = {
  atMs: number;
  line: Line;
  /** How many times it is said live: 0 = only in the answer to a rewind, 2 = repeated. */
  times: 0 | 1 | 2;
};

export type PlayedBoxSettings<Line> = {
  /** Ascending by `atMs`. */
  cues: readonly Cue<Line>[];
  /** When the connection breaks, in the middle of the line that comes next. Ascending. */
  cutsAtMs: readonly number[];
  pace: Pace;
  /** A new one for each connection. `said` gives all lines said so far, for a rewind. */
  createSession: (said: () => readonly Line[]) => PlayerSession<Line>;
  /** What happens to lines while nobody is connected: a decoder that can be asked again says them `on-rewind`, one that cannot waits with them. */
  whileAway: 'on-rewind' | 'wait';
  /** After the last line and the last rewind, this long without another one means that the box has been heard out. */
  settleMs: number;
};

export type PlayedBoxInput =
  | { type: 'opened'; nowMs: number; peer: string }
  | { type: 'bytes'; bytes: Uint8Array; nowMs: number }
  | { type: 'tick'; nowMs: number }
  | { type: 'closed'; nowMs: number };

export type PlayedBoxOutput =
  | { type: 'write'; bytes: Uint8Array }
  | { type: 'hang-up' }
  /** Give the box a `tick` then; the latest one asked for replaces those before. */
  | { type: 'wake-at'; atMs: number }
  | { type: 'notice'; notice: Notice }
  /** Everything is said and was heard; once. */
  | { type: 'finished' };

/** One simulated decoder, pure: it says its lines at their time, answers rewinds, and breaks its connection where the plan says so. */
export class PlayedBox<Line> {
  readonly #settings: PlayedBoxSettings<Line>;
  readonly #said: Line[] = [];
  #cutsDone = 0;
  #session: PlayerSession<Line> | null = null;
  #sessionWakeAtMs: number | null = null;
  #nowMs = 0;
  #lastSaidAtMs = 0;
  #finished = false;
  #out: PlayedBoxOutput[] = [];

  constructor(settings: PlayedBoxSettings<Line>) {
    this.#settings = settings;
  }

  handle(input: PlayedBoxInput): PlayedBoxOutput[] {
    this.#out = [];
    this.#nowMs = input.nowMs;
    if (input.type === 'closed') this.#end();
    this.#sayDue();
    if (input.type === 'opened') this.#begin();
    if (input.type !== 'closed' && this.#session) this.#perform(this.#session.handle(input));
    if (input.type === 'opened') this.#sayDue();
    this.#finishIfHeardOut();
    this.#askToBeWoken();
    return this.#out;
  }

  state(): { connected: boolean; said: number; toSay: number } {
    return { connected: this.#session !== null, said: this.#said.length, toSay: this.#settings.cues.length - this.#said.length };
  }

  #begin(): void {
    this.#lastSaidAtMs = this.#nowMs;
    this.#session = this.#settings.createSession(() => {
      this.#lastSaidAtMs = this.#nowMs;
      return this.#said;
    });
  }

  #end(): void {
    this.#session?.handle({ type: 'closed', nowMs: this.#nowMs });
    this.#session = null;
    this.#sessionWakeAtMs = null;
  }

  #sayDue(): void {
    const { cues, pace, whileAway } = this.#settings;
    const raceMs = pace.raceMs(this.#nowMs);
    for (let cue = cues[this.#said.length]; cue && cue.atMs <= raceMs; cue = cues[this.#said.length]) {
      if (!this.#session && whileAway === 'wait') return;
      if (this.#session && this.#isCutBefore(cue)) {
        this.#breakIn(cue);
        continue;
      }
      this.#skipCutsBefore(cue);
      this.#said.push(cue.line);
      this.#lastSaidAtMs = this.#nowMs;
      for (let time = 0; time < cue.times && this.#session; time += 1) {
        this.#perform(this.#session.handle({ type: 'play', line: cue.line, nowMs: this.#nowMs }));
      }
    }
  }

  #isCutBefore(cue: Cue<Line>): boolean {
    return (this.#settings.cutsAtMs[this.#cutsDone] ?? Number.POSITIVE_INFINITY) <= cue.atMs;
  }

  #skipCutsBefore(cue: Cue<Line>): void {
    while (this.#isCutBefore(cue)) this.#cutsDone += 1;
  }

  /** Half of the line goes out, then nothing. Whoever can be asked again has the line from now on; whoever cannot says it again. */
  #breakIn(cue: Cue<Line>): void {
    const outputs = this.#session!.handle({ type: 'play', line: cue.line, nowMs: this.#nowMs });
    for (const output of outputs) {
      if (output.type === 'write') this.#out.push({ type: 'write', bytes: output.bytes.subarray(0, output.bytes.length >> 1) });
    }
    this.#out.push({ type: 'hang-up' });
    this.#skipCutsBefore(cue);
    this.#end();
    if (this.#settings.whileAway === 'on-rewind') this.#said.push(cue.line);
  }

  #perform(outputs: readonly PlayerOutput[]): void {
    for (const output of outputs) {
      if (output.type === 'wake-at') this.#sessionWakeAtMs = output.atMs;
      else this.#out.push(output);
    }
  }

  #heardOutAtMs(): number | null {
    if (this.#finished || !this.#session || this.#said.length < this.#settings.cues.length) return null;
    return this.#lastSaidAtMs + this.#settings.settleMs;
  }

  #finishIfHeardOut(): void {
    const atMs = this.#heardOutAtMs();
    if (atMs === null || this.#nowMs < atMs) return;
    this.#finished = true;
    this.#out.push({ type: 'finished' });
  }

  #askToBeWoken(): void {
    const { cues, pace, whileAway } = this.#settings;
    const next = cues[this.#said.length];
    const nextLineAtMs = next && (this.#session || whileAway === 'on-rewind') ? pace.realMs(next.atMs) : null;
    const wishes = [nextLineAtMs, this.#sessionWakeAtMs, this.#heardOutAtMs()].filter((atMs) => atMs !== null);
    if (wishes.length > 0) this.#out.push({ type: 'wake-at', atMs: Math.min(...wishes) });
  }
}
