export class DemoHttpError extends Error {
  override name = 'DemoHttpError';
  readonly code = 'unexpected-answer';
}

const answerWithinMs = 20_000;

/** One request with JSON both ways. Errors: `DemoHttpError` for anything but success. */
export async function requestJson<T>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  { token, body }: { token?: string; body?: unknown } = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(url, {
    method,
    headers,
    signal: AbortSignal.timeout(answerWithinMs),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new DemoHttpError(`${method} ${url} answered ${response.status}: ${text.slice(0, 400)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Asks again and again until it answers with success and `fits`; the last trouble is in the error. */
export async function untilAnswered(url: string, signal: AbortSignal, fits: (text: string) => boolean = () => true): Promise<void> {
  const deadlineMs = performance.now() + answerWithinMs;
  for (let trouble = 'no answer'; ; ) {
    signal.throwIfAborted();
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch((error: Error) => error);
    if (response instanceof Response) {
      const text = await response.text();
      if (response.ok && fits(text)) return;
      trouble = `${response.status} ${text.slice(0, 200)}`;
    } else trouble = response.message;
    if (performance.now() > deadlineMs) throw new DemoHttpError(`${url} is not ready: ${trouble}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
