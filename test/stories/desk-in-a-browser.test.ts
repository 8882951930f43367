import type { DisplayState } from '@chute/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findChromium, openBrowser } from '../screens/browser.ts';
import { axeComplaints } from '../screens/checks.ts';
import { type FakeDesk, startFakeDesk } from '../screens/fake-desk.ts';
import { eventId, field, finisher, onCourse, shownEvent, startedAtMs } from '../screens/shown-race.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: the desk is not tested in a browser (install it, or name one in CHUTE_CHROMIUM)');

describe.skipIf(!chromium)('the desk in chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(() => browser?.close());

  async function aDesk({ key = null as string | null } = {}): Promise<{ page: Page; fake: FakeDesk; said: string[] }> {
    const rows = [...field(0, 40, finisher), ...field(40, 60, onCourse)];
    const fake = await startFakeDesk({ event: shownEvent, rows, raceNowMs: startedAtMs + 2_400_000, key });
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    onTestFinished(async () => {
      await context.close();
      await fake.stop();
    });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('console', (message) => /Content.Security|TrustedScript/.test(message.text()) && said.push(message.text()));
    await page.goto(fake.deskUrl);
    if (key === null) await page.locator('.preview .layer:visible').first().waitFor();
    return { page, fake, said };
  }

  /** A screen that was given the address of the display. */
  async function aScreen(page: Page, { desk, url }: FakeDesk): Promise<Page> {
    const { code } = await desk.shares.create({ eventId, displayId: eventId }, { scope: 'look', lifetimeMs: null });
    const screen = await page.context().newPage();
    await screen.goto(`${url}/d/${code}`);
    await screen.locator('.display .layer:visible').first().waitFor();
    await page.bringToFront();
    return screen;
  }

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const messageField = (page: Page) => page.getByRole('dialog').getByLabel('Message', { exact: true });
  const stateOf = ({ desk }: FakeDesk, displayId = eventId): Promise<DisplayState> => desk.displays.state({ eventId, displayId });
  const told = async (fake: FakeDesk, about: (state: DisplayState) => unknown, what: unknown) =>
    expect.poll(async () => about(await stateOf(fake))).toEqual(what);
  const nowIs = (page: Page, name: string) => page.locator('section[aria-labelledby="now-title"]', { hasText: name }).waitFor();

  test('by keyboard: finishers come in turn, one is held, skipped, pinned, shown again, and a runner of choice is found', async () => {
    const { page, fake, said } = await aDesk();
    await page.keyboard.press('h');
    await told(fake, ({ isHeld }) => isHeld, true);
    fake.finish(...[40, 41, 42].map((n) => finisher(n, { name: `Runner ${n}` })));
    await button(page, 'Skip Runner 41').click();
    await told(fake, ({ waitingCount }) => waitingCount, 2);
    await page.keyboard.press('Space');
    await nowIs(page, 'Runner 40');
    await page.locator('.preview .layer:visible', { hasText: 'Runner 40' }).first().waitFor();
    await page.keyboard.press('p');
    await told(fake, ({ isPinned }) => isPinned, true);
    await page.keyboard.press('Space');
    await nowIs(page, 'Runner 42');
    await page.keyboard.press('r');
    await nowIs(page, 'Runner 40');

    await page.keyboard.press('/');
    await page.keyboard.type(onCourse(50).bib);
    await page.keyboard.press('Enter');
    await nowIs(page, onCourse(50).name!);
    await page.keyboard.press('x');
    await told(fake, ({ now, waitingCount }) => [now, waitingCount], [null, 0]);
    expect(await axeComplaints(page)).toEqual([]);
    expect(said).toEqual([]);
  });

  test('a message is called up and taken down; an emergency only when it is pressed twice', async () => {
    const { page, fake } = await aDesk();
    await page.keyboard.press('m');
    await page.keyboard.type('Prize giving at 12:30');
    await page.keyboard.press('Enter');
    await told(fake, ({ calledUp }) => calledUp, { state: 'message', text: 'Prize giving at 12:30' });
    await button(page, /^Take down/).click();
    await told(fake, ({ calledUp }) => calledUp, null);
    await page.getByLabel('Message').fill('Lightning: leave the field');
    await button(page, 'Emergency').click();
    expect((await stateOf(fake)).calledUp).toBeNull();
    await button(page, 'Yes, emergency').click();
    await told(fake, ({ calledUp }) => calledUp, { state: 'emergency', text: 'Lightning: leave the field' });
    await page.locator('.display-row[data-tone="emergency"]').waitFor();
  });

  test('a display is made, named, given scenes and a mode, and removed again', async () => {
    const { page, fake } = await aDesk();
    await page.keyboard.press('n');
    await page.keyboard.type('Start arch');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Start arch' }).waitFor();
    await page.keyboard.press('s');
    await page.getByLabel('What feeds it').selectOption('test');
    await page.getByRole('checkbox', { name: 'Podium' }).uncheck();
    await page.getByLabel('Name').fill('Start');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'Start', exact: true }).waitFor();
    const [, made] = await fake.desk.displays.list(eventId);
    expect(made!.settings).toMatchObject({
      name: 'Start',
      mode: 'test',
      sceneIds: ['finish-line', 'finish-list', 'leaders', 'welcome', 'led-wall'],
    });
    await page.keyboard.press('4');
    await expect.poll(async () => (await stateOf(fake, made!.displayId)).sceneId).toBe('welcome');
    expect((await stateOf(fake)).sceneId).toBe('finish-line');

    await page.keyboard.press('s');
    await button(page, 'Delete this display').click();
    await button(page, /^Really delete/).click();
    await expect.poll(async () => (await fake.desk.displays.list(eventId)).length).toBe(1);
    await page.getByRole('heading', { name: 'Finish screen' }).waitFor();
  });

  test('a message is written for a race, and goes on the screen with whoever finishes in it', async () => {
    const { page, fake, said } = await aDesk();
    const screen = await aScreen(page, fake);
    await page.keyboard.press('w');
    await page.keyboard.type('Half a hundred? {milestone}!');
    await page.keyboard.press('Enter');
    await page.getByText('The message names {milestone}: tick this').waitFor();
    await messageField(page).fill('Half the distance of a hero');
    await page.getByLabel('Race').selectOption('Half marathon');
    await page.getByLabel('Only the first …').fill('none');
    await button(page, 'Add').click();
    await page.getByText('Write a whole number from 1 to 100000, or nothing for every place.').waitFor();
    await page.locator('input[name="place"]:focus').waitFor();
    expect(await axeComplaints(page)).toEqual([]);
    await page.getByLabel('Only the first …').fill('');
    await page.keyboard.press('Enter');
    await page.getByText('Added: it goes with whoever is shown from now on.').waitFor();
    await page.locator('.message', { hasText: 'Half marathon' }).waitFor();
    await page.keyboard.press('Escape');

    const [inHalf, in10] = [finisher(43, { name: 'Half Runner' }), finisher(44, { name: 'Ten Runner' })];
    fake.finish(inHalf);
    await screen.locator('.display .layer:visible', { hasText: 'Half Runner' }).first().waitFor();
    await screen.locator('.display .layer:visible', { hasText: 'Half the distance of a hero' }).first().waitFor();
    fake.finish(in10);
    await screen.locator('.display .layer:visible', { hasText: 'Ten Runner' }).first().waitFor();
    const { now, waiting, recent } = await stateOf(fake);
    const cards = [now?.card, ...waiting, ...recent];
    expect(cards.find((card) => card?.participantId === in10.participantId)).toMatchObject({ text: null });
    expect(said).toEqual([]);
  });

  test('many messages come from a file, what was not understood is told by its line, one is changed and the rest removed', async () => {
    const { page, fake } = await aDesk();
    await button(page, 'Messages to runners').click();
    await page.getByText('None yet').waitFor();
    await page.getByText('Many at once, from a file or pasted').click();
    const table = 'text;race;place\nGr\xfc\xdfe!;;\nOn the podium!;10 km;3\nHello;Marathon;\nBye;;last\n';
    await page
      .getByLabel('Choose a file …')
      .setInputFiles({ name: 'words.csv', mimeType: 'text/csv', buffer: Buffer.from(table, 'latin1') });
    await page.getByText('2 messages understood. 2 lines were not, and will be left out:').waitFor();
    await page.getByText('Line 4: there is no race Marathon').waitFor();
    await page.getByText('Line 5: last is no place: it is a whole number from 1 to 100000').waitFor();
    expect(await axeComplaints(page)).toEqual([]);
    await button(page, 'Add these 2').click();
    await page.locator('.message', { hasText: '10 km · first 3' }).waitFor();
    await button(page, 'Change “Grüße!”').click();
    await messageField(page).fill('Viele Grüße!');
    await button(page, 'Change it').click();
    await page.locator('.message', { hasText: 'Viele Grüße!' }).waitFor();
    const messages = () => fake.desk.displays.messages(eventId);
    expect((await messages()).map(({ text, placeUpTo }) => [text, placeUpTo])).toEqual([
      ['Viele Grüße!', null],
      ['On the podium!', 3],
    ]);
    await button(page, 'Remove “On the podium!”').click();
    await page.locator('.message', { hasText: 'On the podium!' }).waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('One message');

    const [kept] = await messages();
    await fake.desk.displays.setMessages(eventId, [{ ...kept!, text: 'From another desk' }]);
    await button(page, 'Remove “Viele Grüße!”').click();
    await page.getByText('Nothing was changed: Another desk has changed this message meanwhile').waitFor();
    await page.locator('.message', { hasText: 'From another desk' }).waitFor();
  });

  test('where the screens of a display go on listening is written in its settings, and what is no address is said to be none', async () => {
    const { page, fake } = await aDesk();
    await page.keyboard.press('s');
    const sources = page.getByLabel('When its server is lost, go on from');
    await sources.fill('https://hub.example\n192.0.2.7:8080');
    await button(page, 'Save').click();
    await page.getByText('Line 2 is no address of a server').waitFor();
    expect(await sources.getAttribute('aria-invalid')).toBe('true');
    expect(await axeComplaints(page)).toEqual([]);
    await sources.fill('https://hub.example\nhttp://192.0.2.7:8080');
    await button(page, 'Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await told(fake, ({ settings }) => settings.sources, ['https://hub.example', 'http://192.0.2.7:8080']);
  });

  test('an address opens the display in any browser until it is revoked; a screen with six letters is paired', async () => {
    const { page, fake } = await aDesk();
    await page.keyboard.press('a');
    await button(page, 'Make an address').click();
    const address = await page.getByLabel('Address of the display').inputValue();
    expect(address).toMatch(new RegExp(`^${fake.url}/d/[\\w-]{20,}$`));
    await page.getByRole('img', { name: 'QR code of this address' }).waitFor();
    expect(await fake.desk.shares.open(address.split('/d/')[1]!)).toMatchObject({ share: { scope: 'look' }, display: { eventId } });
    await button(page, /^Revoke/).click();
    await page.getByText('None.', { exact: true }).waitFor();
    expect(await fake.desk.shares.open(address.split('/d/')[1]!)).toEqual({ closed: 'unknown' });

    const screen = await page.context().newPage();
    await screen.goto(`${fake.url}/d/`);
    const letters = (await screen.locator('.pairing-letters').textContent())!;
    expect(letters).toMatch(/^[A-Z0-9]{6}$/);
    expect(await axeComplaints(screen)).toEqual([]);
    await page.getByLabel('Letters on the screen').fill(letters.toLowerCase());
    await button(page, 'Pair').click();
    await page.getByText(`The screen with ${letters} now shows Finish screen.`).waitFor();
    expect(await axeComplaints(page)).toEqual([]);
    await screen.waitForURL(/\/d\/[\w-]{20,}$/);
    await screen.locator('.display .layer:visible').first().waitFor();
  });

  test('whoever has no key is asked for one, and steers with it', async () => {
    const { page, fake } = await aDesk({ key: 'chute_7_key_secret' });
    await page.getByLabel('Key', { exact: true }).fill('chute_7_key_secret');
    await button(page, 'Sign in').click();
    await page.locator('.preview .layer:visible').first().waitFor();
    await page.keyboard.press('h');
    await told(fake, ({ isHeld }) => isHeld, true);
  });

  test('when the link is lost the desk says so and goes on by itself when it is back', async () => {
    const { page, fake } = await aDesk();
    fake.goAway();
    await page.getByText(/^Link lost: as it was/).waitFor();
    fake.comeBack();
    await page.getByText(/^Link lost: as it was/).waitFor({ state: 'detached' });
    await page.keyboard.press('h');
    await told(fake, ({ isHeld }) => isHeld, true);
  });
});
