import { pageContentSecurityPolicy } from '@chute/board';
import { z } from 'zod';
import type { HubDesks } from '../display/hub-desks.ts';
import type { HubApp } from '../http/hub-app.ts';

type Pages = { desks: HubDesks; folder: () => Promise<string>; liveSources: readonly string[] };

/** The screen itself: at `/d/<code>` whatever the code opens, at `/d/` six letters to be given one. It may go on from where the display says. */
export function displayPages(app: HubApp, { desks, folder, liveSources }: Pages): void {
  for (const url of ['/d/', '/d/:code']) {
    app.route({
      method: 'GET',
      url,
      config: { access: 'public' },
      schema: { hide: true, params: z.object({ code: z.string().max(64).optional() }) },
      handler: async (request, reply) => {
        const { code } = request.params;
        const opened = code === undefined ? undefined : await (await desks.ofCode(code))?.shares.open(code);
        const sources = opened && 'display' in opened ? opened.display.settings.sources : [];
        reply.header('content-security-policy', pageContentSecurityPolicy([...liveSources, ...sources]));
        reply.header('referrer-policy', 'no-referrer');
        return reply.sendFile('display.html', await folder(), { cacheControl: false });
      },
    });
  }
}
