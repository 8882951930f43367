import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureWithinMs, redialMs, type SourceNews, Sources, silentMs } from './sources.ts';

const [hub, edge] = [0, 1];

test('a page stays where it is while that is well, however well another one is', () => {
  const page = aPage();
  page.heads([hub, edge], { forMs: 600_000 });
  expect(page.moves).toEqual([]);
});

test('when the link is cut the page goes on from the next source at once', () => {
  const page = aPage();
  page.heads([hub, edge], { forMs: 10_000 });
  page.hears({ kind: 'down', source: hub });
  expect(page.moves).toEqual([[10_000, edge]]);
});

test('a source that has gone silent with its socket open is left within two seconds of its last word', () => {
  const page = aPage();
  page.heads([hub, edge], { forMs: 10_000 });
  page.heads([edge], { forMs: 5_000 });
  const [atMs, source] = page.moves[0]!;
  expect(source).toBe(edge);
  expect(atMs - 10_000).toBeLessThanOrEqual(silentMs);
  expect(silentMs).toBeLessThan(2_000);
});

test('the page comes back once the better source has been well for a while and lacks nothing', () => {
  const page = aPage();
  page.heads([hub, edge], { forMs: 10_000 });
  page.heads([edge], { forMs: 30_000 });
  page.heads([hub, edge], { forMs: 20_000, hubLacks: true });
  expect(page.moves).toHaveLength(1);
  page.heads([hub, edge], { forMs: 2_000 });
  expect(page.moves.map(([, source]) => source)).toEqual([edge, hub]);
});

test('a better source that comes and goes is waited for longer each time', () => {
  const page = aPage();
  const waits: number[] = [];
  for (let loss = 0; loss < 6; loss += 1) {
    page.heads([hub, edge], { forMs: 70_000 });
    page.heads([edge], { forMs: 10_000 });
    const backFromMs = page.nowMs;
    page.heads([hub, edge], { forMs: 70_000 });
    waits.push(page.moves.at(-1)![0] - backFromMs);
  }
  expect(waits.map((wait) => Math.round(wait / 1_000))).toEqual([5, 10, 20, 40, 60, 60]);
});

test('at the start the best source has its time to answer, and a refusal ends it', () => {
  const slow = aPage({ connected: [edge] });
  slow.heads([edge], { forMs: 4_000 });
  expect(slow.moves).toEqual([[silentMs, edge]]);
  const refused = aPage({ connected: [edge] });
  refused.hears({ kind: 'down', source: hub });
  refused.heads([edge], { forMs: 1_100 });
  expect(refused.moves[0]![0]).toBeLessThan(silentMs);
});

test('with nowhere else to go the page stays, and dials a silent source again', () => {
  const page = aPage({ count: 1, connected: [hub] });
  page.heads([hub], { forMs: 10_000 });
  page.heads([], { forMs: 2 * redialMs + 1_000 });
  expect(page.moves).toEqual([]);
  expect(page.redials.map(([atMs]) => atMs - 9_000)).toEqual([redialMs, 2 * redialMs]);
});

test('who has been told that the picture comes waits for it in the crowd, and for a silent source no longer than ever once it has come', () => {
  const page = aPage({ count: 1, connected: [hub] });
  page.hears({ kind: 'answered', source: hub });
  page.heads([], { forMs: 2 * redialMs });
  expect(page.redials).toEqual([]);
  page.heads([hub], { forMs: 1_000 });
  page.heads([], { forMs: redialMs });
  expect(page.redials).toEqual([[3 * redialMs, hub]]);

  const forgotten = aPage({ count: 1, connected: [hub] });
  forgotten.hears({ kind: 'answered', source: hub });
  forgotten.heads([], { forMs: pictureWithinMs + 1_000 });
  expect(forgotten.redials).toEqual([[pictureWithinMs, hub]]);
});

describe('whatever the sources do', () => {
  const news = fc.array(
    fc.record({
      afterMs: fc.oneof(fc.nat(400), fc.nat(9_000)),
      source: fc.nat(2),
      kind: fc.constantFrom('up', 'down', 'head', 'head', 'head', 'delta', 'answered'),
      lacksNothing: fc.boolean(),
    }),
    { maxLength: 120 },
  );
  type Story = { afterMs: number; source: number; kind: SourceNews['kind']; lacksNothing: boolean }[];

  /** Plays it, waking only when told to, and looks at the machine after every step. */
  const play = (story: Story, { everyMs }: { everyMs?: number } = {}) => {
    const sources = new Sources({ count: 3, nowMs: 0 });
    const trail: [number, number][] = [];
    const checks: { nowMs: number; before: number; wellBefore: boolean[]; after: number }[] = [];
    const links = [0, 1, 2].map(() => ({ isUp: false }));
    let nowMs = 0;
    let lookAtMs = 0;
    const step = (take: () => { follow: number | null; lookAtMs: number }) => {
      const before = sources.followed;
      const said = take();
      checks.push({ nowMs, before, wellBefore: [0, 1, 2].map((source) => sources.isWell(source, nowMs)), after: sources.followed });
      if (said.follow !== null) trail.push([nowMs, said.follow]);
      lookAtMs = said.lookAtMs;
    };
    const wakeUntil = (untilMs: number) => {
      const next = () => (everyMs === undefined ? lookAtMs : Math.min(lookAtMs, nowMs + everyMs));
      while (next() <= untilMs) {
        nowMs = next();
        step(() => sources.look(nowMs));
      }
      nowMs = untilMs;
    };
    step(() => sources.look(0));
    for (const { afterMs, source, kind, lacksNothing } of story) {
      wakeUntil(nowMs + afterMs);
      const link = links[source]!;
      if (kind === 'up' || kind === 'down') link.isUp = kind === 'up';
      else if (!link.isUp) continue;
      step(() => sources.on(kind === 'head' ? { kind, source, lacksNothing } : { kind, source }, nowMs));
    }
    wakeUntil(nowMs + 20_000);
    return { trail, checks };
  };

  test('the page never moves away from a source that is well to a worse one, and never to one that is not well', () => {
    fc.assert(
      fc.property(news, (story) => {
        for (const { before, after, wellBefore } of play(story).checks) {
          if (after === before) continue;
          expect(wellBefore[after]).toBe(true);
          if (after > before) expect(wellBefore[before]).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('once it has had its first chance, the page never stays with a source that is lost while another is well', () => {
    fc.assert(
      fc.property(news, (story) => {
        for (const { nowMs, after, wellBefore } of play(story).checks)
          if (nowMs >= silentMs && wellBefore.includes(true)) expect(wellBefore[after]).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('its deadlines miss nothing: looking every 50 ms gives the same moves at the same times', () => {
    fc.assert(
      fc.property(news, (story) => {
        expect(play(story, { everyMs: 50 }).trail).toEqual(play(story).trail);
      }),
      { numRuns: 100 },
    );
  });
});

/** A page of a hub and an edge that send a head each second, the edge half a second after the hub. */
function aPage({ count = 2, connected = [hub, edge] }: { count?: number; connected?: number[] } = {}) {
  const sources = new Sources({ count, nowMs: 0 });
  const moves: [number, number][] = [];
  const redials: [number, number][] = [];
  let lookAtMs = 0;
  const page = {
    nowMs: 0,
    moves,
    redials,
    hears(news: SourceNews) {
      take(sources.on(news, page.nowMs));
    },
    heads(from: number[], { forMs, hubLacks = false }: { forMs: number; hubLacks?: boolean }) {
      const untilMs = page.nowMs + forMs;
      while (page.nowMs < untilMs) {
        for (const source of from)
          if (page.nowMs % 1_000 === source * 500) page.hears({ kind: 'head', source, lacksNothing: source === edge || !hubLacks });
        page.nowMs += 100;
        if (lookAtMs <= page.nowMs) take(sources.look(page.nowMs));
      }
    },
  };
  const take = (step: ReturnType<Sources['look']>) => {
    if (step.follow !== null) moves.push([page.nowMs, step.follow]);
    for (const source of step.redial) redials.push([page.nowMs, source]);
    lookAtMs = step.lookAtMs;
  };
  for (const source of connected) page.hears({ kind: 'up', source });
  return page;
}
