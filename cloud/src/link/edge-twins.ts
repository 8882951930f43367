import type { Frontier } from '@chute/protocol';

/** A twin that was not heard for so long may have been switched off. It comes back within 8 s as long as it lives. */
const rememberedMs = 60_000;
/** One may be a word of an ended process that was late. */
const returnsMin = 2;
/** An edge that was started more often while we ran has long ended the first of them. */
const writersMax = 16;
const linksMax = 1_000;

type Known = { writers: Map<string, Set<string>>; returnedAtMs: number[] };

/**
 * Two live processes under one edge's name, told from one that was started anew: each process writes a journal of its own, and one that has
 * ended opens no more links. So when an older writer opens new links after a newer one was heard, both live: a card was copied.
 */
export class EdgeTwins {
  readonly #nowMs: () => number;
  readonly #edges = new Map<string, Known>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Takes a frontier of this edge in. True when it shows that there is a twin, and there was none before. */
  heard(edgeId: string, { writing, linkId }: Pick<Frontier, 'writing' | 'linkId'>): boolean {
    if (writing === undefined) return false;
    const known = this.#edges.get(edgeId) ?? { writers: new Map<string, Set<string>>(), returnedAtMs: [] };
    this.#edges.set(edgeId, known);
    const hadTwin = this.isTwin(edgeId);
    if (isReturn(known, { writing, linkId })) known.returnedAtMs = [...known.returnedAtMs.slice(1 - returnsMin), this.#nowMs()];
    return !hadTwin && this.isTwin(edgeId);
  }

  isTwin(edgeId: string): boolean {
    const returnedAtMs = this.#edges.get(edgeId)?.returnedAtMs ?? [];
    return returnedAtMs.filter((atMs) => this.#nowMs() - atMs < rememberedMs).length >= returnsMin;
  }

  /** Edges that have one now. */
  list(): string[] {
    return [...this.#edges.keys()].filter((edgeId) => this.isTwin(edgeId));
  }
}

/** A new link of a writer that is not the newest one. */
function isReturn({ writers }: Known, { writing, linkId }: { writing: string; linkId: string }): boolean {
  const newest = [...writers.keys()].at(-1);
  const links = writers.get(writing) ?? new Set();
  const isNew = !links.has(linkId);
  if (!writers.has(writing) && writers.size >= writersMax) writers.delete(writers.keys().next().value!);
  if (links.size >= linksMax) links.clear();
  writers.set(writing, links.add(linkId));
  return isNew && newest !== undefined && newest !== writing && links.size > 1;
}
