import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { findChromium, openBrowser } from '../screens/browser.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: no screen of a hub is made and steered (install it, or name one in CHUTE_CHROMIUM)');

const setup = smallRace(20);
const eventId = setup.event.id;

describe.skipIf(!chromium)('the screens of a hub', () => {
  let house: House;
  let browser: Browser;

  beforeAll(async () => {
    house = await House.open();
    await house.startHub();
    await house.makePartner();
    const path = `/api/v1/partners/${house.partnerId}/events/${eventId}/setup`;
    await ask(`${house.hubUrl}${path}`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function aBrowser(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    onTestFinished(() => context.close());
    return context.newPage();
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const signIn = async (page: Page, key = house.key) => {
    await page.getByLabel('Key', { exact: true }).fill(key);
    await page.locator('.sign-in button').click();
  };

  test('whoever has a key of the hub makes a scene, pairs a wall by its six letters and puts the scene on it', async () => {
    const page = await aBrowser();
    await page.goto(`${house.hubUrl}/builder/${eventId}`);
    await page.getByLabel('Name of the scene').fill('Harbour gate');
    await press(page, 'Time of day');
    await page.getByLabel('Copy this state to another').selectOption('Resting');
    await press(page, 'Save');
    await press(page, 'Sign in');
    await signIn(page);
    await page.locator('.save-state', { hasText: 'Saved, version 1' }).waitFor();

    await page.goto(`${house.hubUrl}/desk/${eventId}`);
    await page.locator('.preview').waitFor();
    const wall = await aBrowser();
    await wall.goto(`${house.hubUrl}/d/`);
    const letters = (await wall.locator('.pairing-letters').textContent())!;
    await page.keyboard.press('a');
    await page.getByLabel('Letters on the screen').fill(letters);
    await press(page, 'Pair');
    await page.getByText(`The screen with ${letters} now shows`).waitFor();
    await page.keyboard.press('Escape');
    await wall.waitForURL(/\/d\/[\w-]{20,}$/);

    await page.keyboard.press('s');
    await page.getByRole('checkbox', { name: 'Harbour gate' }).check();
    await press(page, 'Save');
    await page.getByRole('button', { name: /^Harbour gate \d/ }).click();
    await wall.locator('.display .layer[data-layer="time-of-day"]:visible').waitFor();
    expect(await wall.locator('.display .layer:visible').count()).toBe(1);
  });

  test('a key of nobody is not taken, and what was made stays in the browser', async () => {
    const page = await aBrowser();
    await page.goto(`${house.hubUrl}/builder/${eventId}`);
    await press(page, 'Bib');
    await press(page, 'Save');
    await press(page, 'Sign in');
    await signIn(page, 'chute_0_nobody');
    await press(page, 'Sign in');
    await page.getByText('does not take this key').waitFor();
    await page.reload();
    await page.locator('.layer-words', { hasText: 'Bib' }).waitFor();
  });
});
