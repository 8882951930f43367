const sourcesMax = 8;

/** Addresses, one a line, or what is wrong with the first that is none. */
export function readSources(text: string): { sources: string[] } | { wrong: string } {
  const sources: string[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const given = line.trim();
    if (given === '') continue;
    const url = URL.parse(given);
    if (!url || !/^https?:$/.test(url.protocol))
      return { wrong: `Line ${at + 1} is no address of a server: it begins with http:// or https://, such as http://192.0.2.7:8080.` };
    if (!sources.includes(given)) sources.push(given);
  }
  if (sources.length > sourcesMax) return { wrong: `That is ${sources.length} addresses: a display takes at most ${sourcesMax}.` };
  return { sources };
}
