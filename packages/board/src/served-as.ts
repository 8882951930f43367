/** Where hub and edge serve the folder. */
export const boardAssetsPath = '/board-assets/';

/** The pages of an event, each at `/{name}/{eventId}`, and the file that each is. One that was not built is not found. */
export const eventPages = { board: 'index.html', announcer: 'announcer.html', desk: 'desk.html', builder: 'builder.html' } as const;
export type EventPage = keyof typeof eventPages;

/**
 * The `Content-Security-Policy` to send with a page: its own files, its own Socket.IO, and that of the other sources it may go on from (`https://hub.example`,
 * `http://192.0.2.7:8080`); nothing else. `'self'` also covers ws: and wss: of the same host and port. No text that arrives can become a script (S11).
 */
export function pageContentSecurityPolicy(connectSources: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // A page's own `blob:` too: a picture that was fetched with a key, or is not at the server yet.
    "img-src 'self' blob:",
    ["connect-src 'self'", ...connectSources.flatMap(originsOf)].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Of a page that listens only to the server it came from. */
export const boardContentSecurityPolicy = pageContentSecurityPolicy([]);

/** For Socket.IO: over HTTP and as a web socket. What is no address of a source (a policy written into it) is left out. */
function originsOf(source: string): string[] {
  const url = URL.parse(source);
  return url && /^https?:$/.test(url.protocol) ? [url.origin, url.origin.replace(/^http/, 'ws')] : [];
}
