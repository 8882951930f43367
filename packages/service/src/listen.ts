/** Why a port cannot be had. The message is one sentence with what to set. */
export class ListenError extends Error {
  override name = 'ListenError';
  readonly code: 'port-taken' | 'port-forbidden' | 'address-unknown';
  readonly port: number;
  readonly variable: string;

  constructor(at: { code: ListenError['code']; port: number; variable: string; sentence: string }, options?: ErrorOptions) {
    super(at.sentence, options);
    this.code = at.code;
    this.port = at.port;
    this.variable = at.variable;
  }
}

/** `variable` is the setting that holds the port, `what` what listens there: "the hub's web server". */
export type ListenAt = { port: number; variable: string; host?: string; what?: string };

/** Runs `listen`; a port that cannot be had comes out as `ListenError`, anything else as it was. */
export async function listenOrExplain<T>(at: ListenAt, listen: () => Promise<T> | T): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    throw explainListenError(error, at) ?? error;
  }
}

/** A `ListenError` for what is about the port or the address, undefined for anything else. */
export function explainListenError(
  error: unknown,
  { port, variable, host = '127.0.0.1', what = 'this program' }: ListenAt,
): ListenError | undefined {
  switch ((error as { code?: unknown } | null)?.code) {
    case 'EADDRINUSE':
      return listenError(
        'port-taken',
        `port ${port} is taken by another program, and ${what} needs one: stop that program, or set ${variable} to another port (0 = any free one).`,
      );
    case 'EACCES':
      return listenError(
        'port-forbidden',
        `${what} may not use port ${port} on this machine: set ${variable} to a port above 1023 (0 = any free one).`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return listenError(
        'address-unknown',
        `this machine has no address ${host} for ${what} to listen on: set CHUTE_HOST to one of its own, or to 127.0.0.1.`,
      );
    default:
      return undefined;
  }

  function listenError(code: ListenError['code'], sentence: string): ListenError {
    return new ListenError({ code, port, variable, sentence }, { cause: error });
  }
}
