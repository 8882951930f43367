/** Where hub and edge serve the folder. The page itself stands at `/board/{eventId}`. */
export const boardAssetsPath = '/board-assets/';

/**
 * The `Content-Security-Policy` to send with the page: its own files, its own Socket.IO, nothing else.
 * `'self'` also covers ws: and wss: of the same host and port. No text that arrives can become a script (S11).
 */
export const boardContentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
