/** The race that was asked for cannot be made; the message says what to ask for instead. */
export class PlanError extends Error {
  override name = 'PlanError';
  readonly code = 'impossible-race';
}
