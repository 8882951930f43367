import type { DisplayState } from '@chute/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findChromium, openBrowser } from '../screens/browser.ts';
import { displayScenes } from '../screens/display-scenes.ts';
import { type FakeSource, startFakeSource } from '../screens/fake-source.ts';
import { displayScreens, lookAtDisplay } from '../screens/look-at-display.ts';
import { calling, cardOf, showing, shownDisplay } from '../screens/shown-display.ts';
import { field, finisher, onCourse, shownEvent, startedAtMs } from '../screens/shown-race.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: the display is not tested in a browser (install it, or name one in CHUTE_CHROMIUM)');

const raceNowMs = startedAtMs + 2_400_000;
const rows = [...field(0, 40, finisher), ...field(40, 100, onCourse)];
const [anouk, bram] = [finisher(0), finisher(1)] as const;

describe.skipIf(!chromium)('the display in chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(() => browser?.close());

  type Start = { state?: DisplayState; scenes?: unknown[]; may?: 'look' | 'steer' };

  async function aDisplay({ state = shownDisplay(), scenes = [], may = 'steer' }: Start = {}): Promise<{ page: Page; source: FakeSource }> {
    const source = await startFakeSource({ event: shownEvent, rows, raceNowMs, display: { state, scenes, may } });
    const context = await browser.newContext({ viewport: displayScreens['1080p'] });
    onTestFinished(async () => {
      await context.close();
      await source.stop();
    });
    const page = await context.newPage();
    await page.goto(source.displayUrl);
    await page.waitForSelector('.lamp[data-well="true"]', { state: 'attached' });
    return { page, source };
  }

  const next = (change: Partial<DisplayState>, revision: number) => shownDisplay({ revision, ...change });
  const inSight = (page: Page, layer: string) => page.locator(`[data-layer="${layer}"]:visible .boxed-words`);
  const says = (page: Page, layer: string, text: string) => inSight(page, layer).filter({ hasText: text }).waitFor();

  test('the runner whom the desk shows is on the screen with time and places, and then the next', async () => {
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(anouk)) }, 1) });
    await says(page, 'name', anouk.name!);
    await says(page, 'bib', anouk.bib);
    await says(page, 'overall-number', '1');
    source.display.show(next({ now: showing(cardOf(bram)) }, 2));
    await says(page, 'name', bram.name!);
    source.display.show(next({}, 3));
    await inSight(page, 'big-clock').first().waitFor();
  });

  test('whom this screen does not know yet is shown as soon as it does; until then the clock goes on', async () => {
    const late = finisher(120, { name: 'Zora Quick' });
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(late)) }, 1) });
    const clock = () => page.locator('[data-layer="big-clock"]:visible .digits').textContent();
    const before = await clock();
    await expect.poll(clock).not.toBe(before);
    source.tell({ rows: [late] });
    await says(page, 'name', 'Zora Quick');
  });

  test('a new runner builds nothing: texts change in elements that stay', async () => {
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(anouk)) }, 1) });
    await says(page, 'name', anouk.name!);
    source.display.show(next({ now: showing(cardOf(bram)) }, 2));
    await says(page, 'name', bram.name!);
    await page.evaluate(countBuilt);
    for (let n = 2; n < 30; n += 1) source.display.show(next({ now: showing(cardOf(finisher(n))) }, n + 1));
    await says(page, 'name', finisher(29).name!);
    expect(await page.evaluate('window.built')).toBe(0);
  });

  test('an emergency goes over everything, by every scene, and away again', async () => {
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(anouk)) }, 1) });
    source.display.show(next({ now: showing(cardOf(anouk)), calledUp: calling('emergency', 'Leave the field') }, 2));
    await says(page, 'emergency-text', 'Leave the field');
    await expect.poll(() => inSight(page, 'name').count()).toBe(0);
    source.display.show(next({ sceneId: 'leaders', calledUp: calling('emergency', 'Leave the field') }, 3));
    await says(page, 'emergency-text', 'Leave the field');
    source.display.show(next({ sceneId: 'leaders' }, 4));
    await inSight(page, 'leaders').first().waitFor();
  });

  test('the podium is that of the list which the desk names', async () => {
    const { page } = await aDisplay({ state: next({ calledUp: calling('podium', 'Half marathon · Men') }, 1) });
    await says(page, 'podium-list', 'Half marathon · Men');
    await says(page, 'place-1', '1');
  });

  test('a scene of the event itself is fetched and shown; one that cannot be read leaves the others', async () => {
    const layer = { kind: 'text', id: 'mine', x: 0, y: 0, width: 900, height: 200, text: 'Our own words for {{bib}}' };
    const mine = { v: 1, sceneId: 'mine', name: 'Mine', stage: { width: 1920, height: 1080 }, states: { runner: [layer] } };
    const settings = { ...shownDisplay().settings, sceneIds: ['mine', 'leaders'] };
    const state = next({ settings, sceneId: 'mine', now: showing(cardOf(anouk)) }, 1);
    const { page } = await aDisplay({ state, scenes: [{ v: 99 }, mine] });
    await says(page, 'mine', `Our own words for ${anouk.bib}`);
  });

  test('a name is only ever text', async () => {
    const name = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const { page, source } = await aDisplay();
    const runner = finisher(120, { name });
    source.tell({ rows: [runner] });
    source.display.show(next({ now: showing(cardOf(runner, { text: name })) }, 2));
    await says(page, 'name', name);
    await says(page, 'words', name);
    expect(await page.title()).toBe('Display');
  });

  test('the keys steer the display, for whoever may', async () => {
    const waiting = [cardOf(bram)];
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(anouk)), waiting, waitingCount: 1 }, 1) });
    await says(page, 'name', anouk.name!);
    for (const key of ['2', ' ', 'n', 'ArrowRight', 's', 'p', 'r', '9', 'x']) await page.keyboard.press(key);
    const scene = { command: 'scene', sceneId: 'finish-list' };
    const asked = [scene, { command: 'hold' }, { command: 'next' }, { command: 'next' }, { command: 'skip', cardId: waiting[0]!.cardId }];
    await expect.poll(() => source.display.commands).toEqual([...asked, { command: 'pin' }, { command: 'recall', cardId: null }]);
  });

  test('a screen that may only look steers nothing, and its keys say so', async () => {
    const { page, source } = await aDisplay({ may: 'look' });
    for (const key of ['2', ' ', 'n', 's', 'p', 'r']) await page.keyboard.press(key);
    await page.keyboard.press('?');
    await page.locator('dialog[open]', { hasText: 'steered from the desk' }).waitFor();
    expect(source.display.commands).toEqual([]);
  });

  test('when the feed is lost the picture stays and says how old it is', async () => {
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(anouk)) }, 1) });
    await says(page, 'name', anouk.name!);
    source.dropFeed();
    await page.locator('.lamp-word', { hasText: 'Link lost' }).waitFor();
    await says(page, 'name', anouk.name!);
    source.resumeFeed();
    await page.waitForSelector('.lamp[data-well="true"]', { state: 'attached' });
  });

  test('an address that was taken back shows nothing any more', async () => {
    const { page, source } = await aDisplay({ state: next({ now: showing(cardOf(anouk)) }, 1) });
    source.display.withdraw();
    await page.locator('.nothing', { hasText: 'taken back at the desk' }).waitFor();
    expect(await page.locator('.scene-frame').count()).toBe(0);
  });

  test('on a tall screen the same scene has its tall form', async () => {
    const { page } = await aDisplay();
    await page.setViewportSize(displayScreens.portrait);
    await expect.poll(() => page.evaluate(stageSize)).toEqual([1080, 1920]);
  });

  const looked = displayScenes.filter(({ name }) => /-(runner|resting|emergency|hostile-0|hostile-2|hostile-4)$/.test(name));

  test.each(['1080p', 'portrait', 'led'] as const)('on %s every scene fits, reads well and has nothing against it', async (screen) => {
    const scenes = looked.filter(({ display }) => ['finish-line', 'leaders', 'podium', 'led-wall'].includes(display.sceneId));
    const wrong: string[] = [];
    for await (const { scene, wrong: lines } of lookAtDisplay(browser, { scenes, screen, onPage: async () => {} }))
      wrong.push(...lines.map((line) => `${scene.name}: ${line}`));
    expect(wrong).toEqual([]);
  });
});

const stageSize = `(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight])(document.querySelector('.scene-surface'))`;

/** From now on, how many elements were made or thrown away on the stage. */
const countBuilt = `
  window.built = 0;
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes)
      window.built += [...addedNodes, ...removedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE).length;
  }).observe(document.querySelector('.scene-surface'), { childList: true, subtree: true });
`;
