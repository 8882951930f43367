import { TcpProxy } from '@chute/simulator';
import type { AppProcess } from '@chute/stage';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { FinishBox } from '../lib/finish-box.ts';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { findChromium, openBrowser } from '../screens/browser.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: no screen moves between hub and edge (install it, or name one in CHUTE_CHROMIUM)');

/** Nothing here draws for us but the processor, and a turn that is shorter than a frame could not be seen. */
const small = { width: 640, height: 360 };
const setup = smallRace(1_000);
const eventId = setup.event.id;
const raceStartMs = Date.UTC(2026, 8, 20, 8, 30);
const finishersEveryMs = 100;
/** `npm run proof` holds it to its two seconds; a machine with other work to do may be late, but nobody may be missed or shown twice. */
const withinMs = process.env.CHUTE_PROOF_MOVES ? 2_000 : 8_000;

describe.skipIf(!chromium)('a screen that can hear the hub and the edge', () => {
  let house: House;
  let browser: Browser;
  let edge: AppProcess;
  let hubLine: TcpProxy;

  beforeAll(async () => {
    const clock = { originMs: raceStartMs, anchorMs: Date.now(), rate: 1 };
    house = await House.open({ clock });
    edge = await house.startEdge('finish');
    await house.startHub({ env: { CHUTE_LIVE_SOURCES: edge.addresses.http! } });
    await house.makePartner();
    const path = `/api/v1/partners/${house.partnerId}/events/${eventId}/setup`;
    await ask(`${house.hubUrl}${path}`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
    const { code } = await house.enrolEdge('finish', eventId);
    await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: house.hubUrl, code } });
    await eventually('a session at the edge', async () =>
      (await ask<{ event: { event_id: string } | null }>(`${edge.addresses.http}/status`)).event?.event_id === eventId ? true : undefined,
    );
    await ask(`${edge.addresses.http}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
    const { hostname, port } = new URL(house.hubUrl);
    hubLine = house.closing(await TcpProxy.listen({ to: { host: hostname, port: Number(port) } }));
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  test('in mid-race the link to the hub is cut, then the hub stands still: each finisher is on the screen within two seconds, and it comes back each time', async () => {
    const context = await browser.newContext({ viewport: small });
    const page = await context.newPage();
    await page.addInitScript(noteWhatIsPainted);
    const { host, port } = hubLine.address;
    await page.goto(`http://${host}:${port}/board/${eventId}?source=${encodeURIComponent(edge.addresses.http!)}`);
    const box = await FinishBox.dial(edge.addresses.chronotrack!);
    const race = theyComeIn(box);

    await sentence(page, /from the hub/);
    hubLine.change({ callers: 'refused' });
    hubLine.cut();
    await sentence(page, /^Now from the edge 127\.0\.0\.1:\d+; the hub is away since \d\d:\d\d · Data of/);
    await race.more(30);
    hubLine.change({ callers: 'welcome' });
    await sentence(page, /; the hub is back since \d\d:\d\d and is being looked at · /);
    await sentence(page, /^Data of .* from the hub/);

    process.kill(house.hub.pid, 'SIGSTOP');
    try {
      await sentence(page, /^Now from the edge/);
      await race.more(50);
    } finally {
      process.kill(house.hub.pid, 'SIGCONT');
    }
    await sentence(page, /^Data of .* from the hub/);
    await race.more(10);

    const sentAtMs = await race.over();
    await page.locator('.counts', { hasText: `${sentAtMs.length} finished` }).waitFor();
    const painted = (await page.evaluate('window.painted')) as { atMs: number; finished: number }[];
    const counts = painted.map(({ finished }) => finished);
    expect(counts, 'nobody goes away again').toEqual(counts.toSorted((a, b) => a - b));
    const delays = sentAtMs.map((sentMs, index) => painted.find(({ finished }) => finished > index)!.atMs - sentMs);
    console.log({
      finishers: delays.length,
      slowestMs: Math.max(...delays),
      medianMs: delays.toSorted((a, b) => a - b)[delays.length >> 1],
    });
    expect(Math.max(...delays)).toBeLessThan(withinMs);
    await box.stop();
    await context.close();
  });

  test('a display of the hub goes on by itself from the edge and back again: everyone is shown, each once', async () => {
    const displays = `${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}/displays`;
    const queue = { show_ms: 1_000, shortest_ms: 750 };
    const body = { name: 'Finish wall', sources: [edge.addresses.http], queue };
    const { display_id } = await ask<{ display_id: string }>(displays, { token: house.key, body });
    const { path } = await ask<{ path: string }>(`${displays}/${display_id}/shares`, { token: house.key, body: {} });
    const context = await browser.newContext({ viewport: small });
    const page = await context.newPage();
    await page.addInitScript(noteWhoIsShown);
    const { host, port } = hubLine.address;
    await page.goto(`http://${host}:${port}${path}`);
    const box = await FinishBox.dial(edge.addresses.chronotrack!);
    const lamp = page.locator('.lamp', { hasText: 'this screen goes on by itself' });
    const isAlone = (alone: boolean) => lamp.waitFor({ state: alone ? 'attached' : 'detached', timeout: 40_000 });
    await page.locator('.display-scene').waitFor();
    const race = theyComeIn(box, { firstChip: 701, everyMs: 1_000 });
    await race.more(6);

    hubLine.change({ callers: 'refused' });
    hubLine.cut();
    await isAlone(true);
    await race.more(6);
    hubLine.change({ callers: 'welcome' });
    await isAlone(false);
    await race.more(6);

    process.kill(house.hub.pid, 'SIGSTOP');
    try {
      await isAlone(true);
      await race.more(8);
    } finally {
      process.kill(house.hub.pid, 'SIGCONT');
    }
    await isAlone(false);
    await race.more(8);

    const sentAtMs = await race.over();
    const truth = sentAtMs.map((_, index) => String(701 + index));
    const shown = async () => (await page.evaluate('window.shown')) as { atMs: number; bib: string }[];
    await expect.poll(async () => (await shown()).at(-1)?.bib).toBe(truth.at(-1));
    const turns = await shown();
    expect(turns.map(({ bib }) => bib).toSorted()).toEqual(truth);
    const gaps = turns.slice(1).map(({ atMs }, index) => atMs - turns[index]!.atMs);
    console.log({ turns: turns.length, longestGapMs: Math.max(...gaps) });
    expect(Math.max(...gaps), 'somebody new every second, and two at most to move').toBeLessThan(1_000 + withinMs);
    await box.stop();
    await context.close();
  });
});

/** Somebody comes in every tenth of a second, or as seldom as is said, until it is over. */
function theyComeIn(box: FinishBox, { firstChip = 1, everyMs = finishersEveryMs } = {}) {
  const sentAtMs: number[] = [];
  const timer = setInterval(() => {
    const chip = firstChip + sentAtMs.length;
    sentAtMs.push(Date.now());
    box.say([{ chip, atMs: raceStartMs + chip * finishersEveryMs }]);
  }, everyMs);
  return {
    async more(count: number): Promise<void> {
      const until = sentAtMs.length + count;
      await expect.poll(() => sentAtMs.length).toBeGreaterThanOrEqual(until);
    },
    async over(): Promise<number[]> {
      clearInterval(timer);
      return sentAtMs;
    },
  };
}

const sentence = (page: Page, words: RegExp) => page.locator('.state-sentence', { hasText: words }).waitFor({ timeout: 40_000 });

/** Runs in the page: at every frame, how many have finished by what it shows. */
const noteWhatIsPainted = `
  window.painted = [];
  const note = () => {
    const finished = Number(document.querySelector('.counts b')?.textContent ?? 0);
    if (finished !== (window.painted.at(-1)?.finished ?? 0)) window.painted.push({ atMs: Date.now(), finished });
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
`;

/** Runs in the page: whose turn it is, at every frame. */
const noteWhoIsShown = `
  window.shown = [];
  let last = '';
  const note = () => {
    const bib = document.querySelector('[data-layer="bib"]')?.textContent ?? '';
    if (bib && bib !== last) window.shown.push({ atMs: Date.now(), bib });
    last = bib;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
`;
