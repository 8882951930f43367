/** A setting that cannot be used. The message is for whoever starts the program: it names each variable and says what to set. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly code = 'settings-wrong';
  readonly variables: string[];

  constructor(problems: { variable: string; problem: string }[]) {
    super(`these settings cannot be used:\n${problems.map(({ variable, problem }) => `  ${variable}: ${problem}`).join('\n')}`);
    this.variables = problems.map(({ variable }) => variable);
  }
}
