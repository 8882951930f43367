import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findChromium, openBrowser } from '../screens/browser.ts';
import { axeComplaints } from '../screens/checks.ts';
import { type FakeDesk, startFakeDesk } from '../screens/fake-desk.ts';
import { eventId, field, finisher, onCourse, shownEvent, startedAtMs } from '../screens/shown-race.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: the builder is not tested in a browser (install it, or name one in CHUTE_CHROMIUM)');

describe.skipIf(!chromium)('the scene builder in chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(() => browser?.close());

  async function aBuilder(): Promise<{ page: Page; fake: FakeDesk; said: string[] }> {
    const rows = [...field(0, 40, finisher), ...field(40, 60, onCourse)];
    const fake = await startFakeDesk({ event: shownEvent, rows, raceNowMs: startedAtMs + 2_400_000 });
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    onTestFinished(async () => {
      await context.close();
      await fake.stop();
    });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('console', (message) => /Content.Security|TrustedScript/.test(message.text()) && said.push(message.text()));
    await page.goto(fake.builderUrl);
    await page.locator('.toolbar').waitFor();
    return { page, fake, said };
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const saveState = (page: Page, words: string) => page.locator('.save-state', { hasText: words }).waitFor();
  const layer = (page: Page, id: string) => page.locator(`.canvas .layer[data-layer="${id}"]`);
  const placeOf = async (page: Page, id: string) => {
    const style = (await layer(page, id).getAttribute('style'))!;
    return ['left', 'top', 'width', 'height'].map((name) => Number(new RegExp(`(?:^|; )${name}: ([-\\d.]+)px`).exec(style)?.[1]));
  };
  const onStage = async (page: Page, [x, y]: readonly [number, number]) => {
    const box = (await page.locator('.canvas-stage').boundingBox())!;
    return { x: box.x + (x / 1920) * box.width, y: box.y + (y / 1080) * box.height };
  };
  async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const [begin, end] = [await onStage(page, from), await onStage(page, to)];
    await page.mouse.move(begin.x, begin.y);
    await page.mouse.down();
    await page.mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2);
    await page.mouse.move(end.x, end.y);
    await page.mouse.up();
  }
  /** What the desk holds, as a display would fetch it. */
  const saved = async ({ desk }: FakeDesk) => {
    const [head] = await desk.scenes.list(eventId);
    return (
      head &&
      ((await desk.scenes.get({ eventId, sceneId: head.sceneId })).scene as {
        name: string;
        states: Record<string, { id: string; x: number }[]>;
      })
    );
  };

  test('by mouse: a scene is made from nothing, saved, and opened again when the server is away', async () => {
    const { page, fake, said } = await aBuilder();
    await page.getByLabel('Name of the scene').fill('Finish west');
    await press(page, 'Shape');
    await drag(page, [960, 540], [300, 150]);
    expect((await placeOf(page, 'shape')).slice(0, 2)).toEqual([0, 0]);
    await drag(page, [600, 300], [1920, 300]);
    expect(await placeOf(page, 'shape')).toEqual([0, 0, 1920, 300]);
    await press(page, 'Name');
    await layer(page, 'name').getByText('Anouk van den Berg').waitFor();
    await press(page, 'Race clock');
    await page.locator('.layer-name', { hasText: 'Shape' }).click();
    await press(page, 'Undo');
    await press(page, 'Redo');
    await page.getByLabel('Copy this state to another').selectOption('Podium');
    await saveState(page, 'Not saved');
    await press(page, 'Save');
    await saveState(page, 'Saved, version 1');
    expect((await saved(fake))?.states.podium?.map(({ id }) => id)).toEqual(['shape', 'name', 'clock']);

    fake.goAway();
    await page.locator('.layer-name', { hasText: 'Race clock' }).click();
    await page.locator('.canvas').focus();
    await page.keyboard.press('Delete');
    await saveState(page, 'Not saved');
    await press(page, 'Save');
    await saveState(page, 'Waits for the server');
    await page.reload();
    await saveState(page, 'Waits for the server');
    expect(await page.locator('.layer-words').allTextContents()).toEqual(['Name', 'Shape']);
    fake.comeBack();
    await saveState(page, 'Saved, version 2');
    expect((await saved(fake))?.states.runner?.map(({ id }) => id)).toEqual(['shape', 'name']);
    expect(await axeComplaints(page)).toEqual([]);
    expect(said).toEqual([]);
  });

  test('by keyboard alone: made, moved, ordered, taken back, saved', async () => {
    const { page, fake } = await aBuilder();
    const keys = async (...names: string[]) => {
      for (const name of names) await page.keyboard.press(name);
    };
    await page.locator('.canvas').focus();
    await keys('i', 'Enter');
    await layer(page, 'name').waitFor();
    const [x] = await placeOf(page, 'name');
    await keys('ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
    expect((await placeOf(page, 'name'))[0]).toBe(x! + 21);
    await keys('Alt+Shift+ArrowDown');
    expect((await placeOf(page, 'name'))[3]).toBe(250);
    await keys('i', 'Tab', 'Enter');
    await layer(page, 'bib').waitFor();
    await keys('[');
    expect(await page.locator('.layer-words').allTextContents()).toEqual(['Name', 'Bib']);
    await keys('Control+d', 'Control+z', 'Control+z');
    expect(await page.locator('.layer-words').allTextContents()).toEqual(['Bib', 'Name']);
    await keys('Enter', 'Control+a');
    await page.keyboard.type('Number');
    await page.locator('.layer-words', { hasText: 'Number' }).waitFor();
    await page.locator('.canvas').focus();
    await keys('5', 'Control+v', '2', 'Control+s');
    await saveState(page, 'Saved, version 1');
    expect((await saved(fake))?.states.runner?.map(({ id }) => id)).toEqual(['name', 'bib']);
    await keys('?');
    await page.locator('dialog.keys-help[open]').waitFor();
  });

  test('several are framed and lined up, one is turned by its handle, and all of it is seen near and with a runner of the event', async () => {
    const { page } = await aBuilder();
    await press(page, 'Bib');
    await drag(page, [960, 540], [400, 300]);
    await press(page, 'QR code');
    await drag(page, [960, 540], [800, 700]);
    await drag(page, [1700, 1000], [300, 200]);
    await press(page, 'Line up with each other: left');
    const [bib, code] = [await placeOf(page, 'bib'), await placeOf(page, 'qr')];
    expect(code[0]).toBe(bib[0]);
    await page.locator('.layer-name', { hasText: 'QR code' }).click();
    const handle = (await page.locator('.handle-rotate').boundingBox())!;
    const side = await onStage(page, [code[0]! + code[2]! + 200, code[1]! + code[3]! / 2]);
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(side.x, side.y, { steps: 3 });
    await page.mouse.up();
    expect(await layer(page, 'qr').getAttribute('style')).toContain('rotate: 90deg');

    const zoom = () => page.locator('.zoom-words').textContent();
    const before = Number.parseInt((await zoom())!, 10);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await expect.poll(async () => Number.parseInt((await zoom())!, 10)).toBeGreaterThan(before * 1.5);
    await page.locator('.canvas').focus();
    await page.keyboard.press('0');
    await expect.poll(zoom).toBe(`${before} %`);
    await page.locator('.view-runner select').selectOption('live');
    await layer(page, 'bib').getByText(finisher(39).bib, { exact: true }).waitFor();
  });

  test('what somebody else saved meanwhile is shown beside ours, and ours is kept as a copy', async () => {
    const { page, fake } = await aBuilder();
    await press(page, 'Time');
    await press(page, 'Save');
    await saveState(page, 'Saved, version 1');
    const mine = (await saved(fake))! as unknown as Record<string, unknown> & { sceneId: string };
    await fake.desk.scenes.put({ eventId, sceneId: mine.sceneId, baseVersion: 1, scene: { ...mine, name: 'Theirs' } });
    await press(page, 'Bib');
    await press(page, 'Save');
    await saveState(page, 'somebody else saved');
    await press(page, 'Compare');
    await page.getByText('Theirs, version 2').waitFor();
    await press(page, 'Keep mine as a copy');
    await saveState(page, 'Saved, version 1');
    expect((await fake.desk.scenes.list(eventId)).map(({ name }) => name).toSorted()).toEqual(['New scene (mine)', 'Theirs']);
  });

  test('a scene with a picture is exported, and imported at another event with its picture', async () => {
    const { page } = await aBuilder();
    await press(page, 'Pictures');
    await page.locator('input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: onePixel });
    await press(page, 'Take it');
    await page.locator('.picture-name', { hasText: 'dot.png' }).waitFor();
    await page.keyboard.press('Escape');
    await press(page, 'Image');
    await page.getByRole('button', { name: /^Image: .* Choose another/ }).click();
    await press(page, 'Take dot.png');
    await page.locator('.canvas .layer img[src^="blob:"]').waitFor();
    const downloading = page.waitForEvent('download');
    await press(page, 'Export');
    const file = await readFile(await (await downloading).path());

    const { page: other } = await aBuilder();
    await press(other, 'Import');
    await other.locator('input[type=file]').setInputFiles({ name: 'scene.json', mimeType: 'application/json', buffer: file });
    await other.getByText('1 scene and 1 picture read.').waitFor();
    await press(other, 'Look at it');
    await other.locator('.canvas .layer img[src^="blob:"]').waitFor();
    await press(other, 'Save');
    await saveState(other, 'Saved, version 1');
  });

  test('a template of the old display is read, and what could not be carried over is said', async () => {
    const { page, fake } = await aBuilder();
    await press(page, 'Import');
    const state =
      '<div data-placeholder="name" style="position:absolute;left:100px;top:200px;width:800px;height:120px;font-size:90px">Name</div><video src="x.mp4"></video>';
    const template = { name: 'Old wall', canvasWidth: 1366, canvasHeight: 768, activeState: state, restingState: state, version: '2.0' };
    const buffer = Buffer.from(JSON.stringify(template));
    await page.locator('input[type=file]').setInputFiles({ name: 'old.json', mimeType: 'application/json', buffer });
    await page.getByText('Read as “Old wall”.').waitFor();
    await page.getByText(/^runner: .*video/).waitFor();
    await press(page, 'Look at it');
    await page.locator('.canvas .layer:visible', { hasText: 'Anouk van den Berg' }).first().waitFor();
    await press(page, 'Save');
    await saveState(page, 'Saved, version 1');
    expect((await saved(fake))?.name).toBe('Old wall');
  });

  test('what is no picture is refused in words', async () => {
    const { page } = await aBuilder();
    await press(page, 'Pictures');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
    await page.getByText('logo.png: Not a PNG, JPEG or WebP').waitFor();
  });
});

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
