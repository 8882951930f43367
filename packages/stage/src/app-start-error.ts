/** A program did not come up. The message ends with what it said last, since that is usually the reason. */
export class AppStartError extends Error {
  override name = 'AppStartError';
  readonly code: 'ended-early' | 'not-ready-in-time';
  readonly app: string;
  /** The end of its stderr, for whoever looks into it. */
  readonly stderr: string;

  constructor(at: { code: AppStartError['code']; app: string; stderr: string }, options?: ErrorOptions) {
    const what = at.code === 'ended-early' ? 'did not start' : 'was not ready in time';
    super(`${at.app} ${what}: ${lastWords(at.stderr)}`, options);
    this.code = at.code;
    this.app = at.app;
    this.stderr = at.stderr;
  }
}

/** The last line that is for people; log lines are JSON. */
function lastWords(stderr: string): string {
  const lines = stderr.trim().split('\n').filter(Boolean);
  return lines.findLast((line) => !line.startsWith('{')) ?? lines.at(-1) ?? 'it said nothing';
}
