import type { Notice } from '@chute/protocol';
import type { Logger } from '@chute/service';

/** Older ones are in the log file. */
const shownMax = 100;

export type PostedNotice = Notice & { atMs: number; from: string };

/** What a person should know, newest last: on the status page and in the log. */
export class NoticeBoard {
  #log: Logger;
  #nowMs: () => number;
  #posted: PostedNotice[] = [];

  constructor(at: { log: Logger; nowMs: () => number }) {
    this.#log = at.log;
    this.#nowMs = at.nowMs;
  }

  post(from: string, notice: Notice): void {
    this.#log[notice.level]({ from, code: notice.code, ...notice.facts }, notice.text);
    this.#posted.push({ ...notice, from, atMs: this.#nowMs() });
    if (this.#posted.length > shownMax) this.#posted.shift();
  }

  list(): readonly PostedNotice[] {
    return this.#posted;
  }
}
