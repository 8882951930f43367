import scalarReference from '@scalar/fastify-api-reference';
import type { HubApp } from './hub-app.ts';

/** The API to read and to try, at `/docs`. Its script comes from here, not from a CDN: it works at a race without internet. */
export async function serveDocs(app: HubApp): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'docs' };
    });
    docs.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', docsPolicy);
    });
    await docs.register(scalarReference, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        pageTitle: 'Chute API',
        favicon: 'data:,',
        withDefaultFonts: false,
        telemetry: false,
        // These speak to services of their maker.
        agent: { disabled: true },
        mcp: { disabled: true },
        showDeveloperTools: 'never',
      },
    });
  });
}

// The page starts itself with a script of its own, and its code editor makes workers; nothing of it reaches other machines.
const docsPolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');
