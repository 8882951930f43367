import type { Notice } from '@chute/protocol';
import type { Logger } from '@chute/service';

/** Others are in the log file. */
const shownMax = 100;

export type PostedNotice = Notice & { atMs: number; from: string };

/** What a person should know, newest last: on the status page and in the log. Whoever says most is the first to lose its oldest, so that nobody talks the others off the board. */
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
    if (this.#posted.length > shownMax) this.#posted.splice(this.#posted.indexOf(oldestOfMost(this.#posted)), 1);
  }

  list(): readonly PostedNotice[] {
    return this.#posted;
  }
}

function oldestOfMost(posted: readonly PostedNotice[]): PostedNotice {
  const bySource = [...Map.groupBy(posted, sourceOf).values()];
  return bySource.reduce((most, group) => (group.length > most.length ? group : most))[0]!;
}

/** Without the port: who hangs up and dials again is nobody new. */
function sourceOf({ from }: PostedNotice): string {
  return from.replace(/:\d+$/, '');
}
