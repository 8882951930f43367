/** Something that must always hold does not. */
export class BrokenInvariantError extends Error {
  override name = 'BrokenInvariantError';
  readonly code: string;

  constructor(code: string, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
  }
}
