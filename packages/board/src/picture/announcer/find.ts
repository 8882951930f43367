import type { LiveRow } from '@chute/protocol';
import type { RowFollower } from '../row-follower.ts';
import { foldText } from './fold-text.ts';

/** `text` is folded: bib, name and the rest, each after a mark and with a space before every word; null until it is asked for. */
type Entry = { row: LiveRow; text: string | null };

/** All texts in one, in order of name, so that one look through it finds the first ones of a name first. */
type Haystack = { text: string; entries: Entry[]; endsAt: Int32Array };

const bibMark = '\n';
const nameMark = '\t';
const restMark = '\r';

/**
 * Finds runners by bib, name, team, club and town. A look through one long text takes a few milliseconds for 50,000 runners: an index of words would be
 * larger than the page, and no quicker to the eye.
 */
export class Find implements RowFollower {
  readonly #entries = new Map<string, Entry>();
  #haystack: Haystack | null = null;

  takeAll(rows: Iterable<LiveRow>): void {
    this.#entries.clear();
    this.#haystack = null;
    for (const row of rows) this.#entries.set(row.participantId, { row, text: null });
  }

  put(row: LiveRow): void {
    const known = this.#entries.get(row.participantId);
    if (known && isSaidTheSame(known.row, row)) {
      known.row = row;
      return;
    }
    this.#entries.set(row.participantId, { row, text: null });
    this.#haystack = null;
  }

  remove(participantId: string): void {
    if (this.#entries.delete(participantId)) this.#haystack = null;
  }

  /** Gathers the texts, so that the first search need not. */
  prepare(): void {
    this.#haystack ??= gather([...this.#entries.values()]);
  }

  /** Every word asked for begins a word of the runner. The very bib comes first, then bibs that begin so, names that begin so, other words of a name, the rest. */
  search(query: string, atMost: number): LiveRow[] {
    const words = foldText(query)
      .split(' ')
      .filter(Boolean)
      .map((word) => ` ${word}`);
    if (words.length === 0) return [];
    this.prepare();
    const found: LiveRow[][] = [[], [], [], [], []];
    const rarest = words.reduce((longest, word) => (word.length > longest.length ? word : longest));
    for (const entry of entriesWith(rarest, this.#haystack!)) {
      const rank = rankOf(entry.text!, words);
      if (rank !== null && found[rank]!.length < atMost) found[rank]!.push(entry.row);
    }
    return found.flat().slice(0, atMost);
  }
}

/** Null = not meant; lower comes first. */
function rankOf(text: string, words: readonly string[]): number | null {
  const [first, ...others] = words as [string, ...string[]];
  if (!others.every((word) => text.includes(word))) return null;
  if (others.length === 0 && text.startsWith(bibMark + first)) return text.startsWith(bibMark + first + nameMark) ? 0 : 1;
  if (text.includes(nameMark + first)) return 2;
  return text.indexOf(first) < text.indexOf(restMark) ? 3 : 4;
}

function* entriesWith(word: string, { text, entries, endsAt }: Haystack): Iterable<Entry> {
  let at = 0;
  for (let hit = text.indexOf(word); hit !== -1; hit = text.indexOf(word, endsAt[at - 1]!)) {
    at = entryAt(endsAt, hit, at);
    yield entries[at]!;
    at += 1;
    if (at === entries.length) return;
  }
}

/** The first entry from `from` on that ends behind `position`. */
function entryAt(endsAt: Int32Array, position: number, from: number): number {
  let low = from;
  let high = endsAt.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endsAt[middle]! > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

function gather(entries: Entry[]): Haystack {
  const keyed = entries.map((entry) => {
    entry.text ??= textOf(entry.row);
    return { entry, name: entry.text.slice(entry.text.indexOf(nameMark)) };
  });
  keyed.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const endsAt = new Int32Array(keyed.length);
  let length = 0;
  for (const [at, { entry }] of keyed.entries()) {
    length += entry.text!.length;
    endsAt[at] = length;
  }
  return { text: keyed.map(({ entry }) => entry.text).join(''), entries: keyed.map(({ entry }) => entry), endsAt };
}

function textOf(row: LiveRow): string {
  return `${bibMark} ${foldText(row.bib)}${nameMark} ${foldText(row.name ?? '')}${restMark} ${foldText(restOf(row))}`;
}

function restOf({ team, city, announce }: LiveRow): string {
  return `${team ?? ''} ${announce?.club ?? ''} ${city ?? ''} ${announce?.region ?? ''}`;
}

/** A row changes with every mat, what it is found by hardly ever. */
function isSaidTheSame(a: LiveRow, b: LiveRow): boolean {
  return a.bib === b.bib && a.name === b.name && restOf(a) === restOf(b);
}
