import { boardAssetsPath, eventPages, pageContentSecurityPolicy } from '@chute/board/served-as';
import type { DisplayParts } from './display-parts.ts';
import type { PageFiles } from './page-files.ts';

export type PageServer = {
  files: PageFiles;
  displayParts: DisplayParts;
  /** Where the events are heard now, best first. */
  sources: () => readonly string[];
};

const displayParts = /^\/api\/v1\/displays\/[\w-]{8,64}\/(scenes|images\/[0-9a-f]{64})$/;

/** Answers `chute://app/…`: our own pages out of the package, and the scenes of a display. Nothing else is there, and nothing can be sent to it. */
export async function servePage(
  request: Pick<Request, 'url' | 'method'>,
  { files, displayParts: parts, sources }: PageServer,
): Promise<Response> {
  const { pathname, host } = new URL(request.url);
  if (host !== 'app' || request.method !== 'GET') return notFound();
  if (displayParts.test(pathname)) return parts(pathname, sources());
  const place = placeOf(pathname);
  const file = place && (await files(place.folder, place.name));
  if (!file) return notFound();
  const headers = { 'content-type': file.type, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
  const policy = place.isPage ? { 'content-security-policy': pageContentSecurityPolicy(place.folder === 'board' ? sources() : []) } : {};
  return new Response(file.bytes, { headers: { ...headers, ...policy } });
}

type Place = { folder: 'board' | 'setup'; name: string; isPage: boolean };

function placeOf(pathname: string): Place | null {
  const [page = '', id = '', ...more] = pathname.slice(1).split('/');
  if (pathname === '/setup') return { folder: 'setup', name: 'index.html', isPage: true };
  if (page === 'setup-assets' && id && more.length === 0) return { folder: 'setup', name: id, isPage: false };
  if (pathname.startsWith(boardAssetsPath)) return { folder: 'board', name: pathname.slice(boardAssetsPath.length), isPage: false };
  if (!id || more.length > 0) return null;
  if (page === 'd') return { folder: 'board', name: 'display.html', isPage: true };
  return page === 'board' || page === 'announcer' ? { folder: 'board', name: eventPages[page], isPage: true } : null;
}

const notFound = () => new Response('there is nothing here', { status: 404 });
