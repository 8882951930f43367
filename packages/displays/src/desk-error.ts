export type DeskErrorCode = 'bad-request' | 'not-found' | 'conflict' | 'too-large' | 'wrong-media-type' | 'too-many-requests';

/** A request to the desk that is refused. Edge and hub answer it as a problem of the same code. */
export class DeskError extends Error {
  override name = 'DeskError';
  readonly code: DeskErrorCode;
  /** More that belongs into the answer, such as the version that stands. */
  readonly beside: Record<string, unknown>;

  constructor(code: DeskErrorCode, { detail, ...beside }: { detail: string } & Record<string, unknown>, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.beside = beside;
  }
}

export function noSuch(what: string): DeskError {
  return new DeskError('not-found', { detail: `there is no such ${what}` });
}
