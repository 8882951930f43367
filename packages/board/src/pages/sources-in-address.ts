const sourcesMax = 8;

/**
 * Where the page may hear its event, best first: the server that it came from, then `?source=http://192.0.2.7:8080`, as often as there are others. A page out of
 * a desktop's own files has no server of its own, and says so: `?own=0`. What the page's policy does not allow is not reached, whatever the address says.
 */
export function sourcesInAddress({ search }: Pick<Location, 'search'>): string[] {
  const query = new URLSearchParams(search);
  const named = query.getAll('source').flatMap((text) => {
    const url = URL.parse(text);
    return url && /^https?:$/.test(url.protocol) ? [url.origin] : [];
  });
  const own = query.get('own') === '0' && named.length > 0 ? [] : [''];
  return [...new Set([...own, ...named])].slice(0, sourcesMax);
}
