import type { Notice } from '@chute/protocol';
import type { Logger } from '@chute/service';

/** Older ones are in the log file. */
const shownMax = 100;

export type PostedNotice = Notice & { atMs: number; from: string };

/** What a person should know, newest last: on the status page and in the log. */
export class NoticeBoard {
  /** By level and code, since the start. */
  readonly counts = new Map<string, { level: Notice['level']; code: string; count: number }>();
  #log: Logger;
  #nowMs: () => number;
  #posted: PostedNotice[] = [];

  constructor(at: { log: Logger; nowMs: () => number }) {
    this.#log = at.log;
    this.#nowMs = at.nowMs;
  }

  post(from: string, notice: Notice): void {
    const { level, code } = notice;
    const key = `${level} ${code}`;
    this.counts.set(key, { level, code, count: (this.counts.get(key)?.count ?? 0) + 1 });
    this.#log[level]({ from, code, ...notice.facts }, notice.text);
    this.#posted.push({ ...notice, from, atMs: this.#nowMs() });
    if (this.#posted.length > shownMax) this.#posted.shift();
  }

  list(): readonly PostedNotice[] {
    return this.#posted;
  }
}
