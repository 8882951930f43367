/** The journal's file is not what it must be. Nothing is written to it from here on; it stays where it is, for a person to look at (R9). */
export class JournalDoubtError extends Error {
  override name = 'JournalDoubtError';
  readonly code: 'damaged' | 'newer-schema' | 'not-a-journal' | 'not-durable' | 'in-use';
  readonly path: string;
  readonly found: string;

  constructor(at: { code: JournalDoubtError['code']; path: string; found: string }, options?: ErrorOptions) {
    super(`the journal ${at.path} is in doubt: ${at.found}`, options);
    this.code = at.code;
    this.path = at.path;
    this.found = at.found;
  }
}
