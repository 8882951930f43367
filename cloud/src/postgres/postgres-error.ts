/** Why the hub has no database that it may use. The message is a sentence with what to do. */
export class PostgresError extends Error {
  override name = 'PostgresError';
  readonly code:
    | 'no-binaries'
    | 'no-server-user'
    | 'init-failed'
    | 'start-failed'
    | 'in-use'
    | 'too-old'
    | 'migration-edited'
    | 'migration-failed'
    | 'roles-refused'
    | 'not-isolated';

  constructor(code: PostgresError['code'], sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}
