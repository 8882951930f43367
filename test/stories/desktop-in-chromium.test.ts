import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, flags } from '../screens/browser.ts';
import { type FakeSource, startFakeSource } from '../screens/fake-source.ts';
import { keptPictures } from '../screens/kept-pictures.ts';
import { field, finisher, onCourse, shownEvent, startedAtMs } from '../screens/shown-race.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: the desktop is not tried with real pages (install it, or name one in CHUTE_CHROMIUM)');

const desktopFolder = dirname(fileURLToPath(import.meta.resolve('@chute/desktop/package.json')));
const rows = [...field(0, 40, finisher), ...field(40, 100, onCourse)];
const raceNowMs = startedAtMs + 2_400_000;

/** The built main process, preload and pages, unchanged, over a double of Electron whose windows are pages of a real Chromium. */
describe.skipIf(!chromium)('the desktop over a double of Electron', () => {
  let folder: string;
  let browserProcess: ChildProcess;
  let browser: Browser;
  let endpoint: string;
  let program: ChildProcess | undefined;
  let hub: FakeSource;
  let edge: FakeSource;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chute-desktop-story-'));
    await promisify(execFile)(process.execPath, [join(desktopFolder, 'src/build-desktop.ts'), join(folder, 'dist')], {
      cwd: desktopFolder,
    });
    [browserProcess, endpoint] = await startChromium(join(folder, 'profile'));
    browser = await playwright.connectOverCDP(endpoint);
    hub = await startFakeSource({ event: shownEvent, rows, raceNowMs });
    hub.setHead({ source: 'hub', link: { state: 'up', sinceMs: null } });
    edge = await startFakeSource({ event: shownEvent, rows, raceNowMs });
  }, 120_000);
  afterAll(async () => {
    await endProgram();
    await browser?.close();
    browserProcess?.kill('SIGKILL');
    await Promise.all([hub?.stop(), edge?.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('set up by pasting an address, it shows the board, goes on from the edge, and starts without any network', async () => {
    startProgram();
    const setup = await pageAt('/setup');
    await setup.getByRole('textbox', { name: 'What monitor 2 shows' }).fill(hub.boardUrl);
    await setup.getByRole('textbox', { name: 'Address of a hub or an edge' }).fill(hub.url);
    await setup.getByRole('button', { name: 'Add another' }).click();
    await setup.getByRole('textbox', { name: 'Address of a hub or an edge' }).nth(1).fill(edge.url);
    await setup.getByRole('button', { name: 'Save and show' }).click();
    await setup.getByText(/^Saved in .*settings\.json$/).waitFor();
    await picture(setup, 'setup');

    const board = await pageAt('/board/');
    await board.locator('.state-sentence', { hasText: 'from the hub' }).waitFor();
    expect(await board.evaluate('[typeof window.chute, typeof require, typeof process]')).toEqual(['undefined', 'undefined', 'undefined']);

    hub.dropFeed();
    await board.locator('.state-sentence', { hasText: /^Now from the edge 127\.0\.0\.1:\d+; the hub is away since/ }).waitFor();
    edge.tell({ rows: [finisher(40, { name: 'Told By The Edge' })] });
    await board.locator('.newest-name', { hasText: 'Told By The Edge' }).waitFor();
    await picture(board, 'board-on-the-edge');

    await expect.poll(async () => Object.values(await keptPictures(board)).flat()).toContain('Told By The Edge');
    await endProgram();
    edge.dropFeed();
    startProgram();
    const again = await pageAt('/board/');
    await again.locator('.state-word', { hasText: 'Kept copy' }).waitFor();
    expect(await again.locator('.newest-name').first().textContent()).toBe('Told By The Edge');
    await picture(again, 'board-without-network');
  });

  function startProgram(): void {
    program = spawn(
      process.execPath,
      ['--import', new URL('../desktop/resolve-electron.ts', import.meta.url).href, join(folder, 'dist/main.js')],
      {
        env: { ...process.env, CHUTE_DOUBLE_CHROMIUM: endpoint, CHUTE_DOUBLE_USER_DATA: join(folder, 'user-data') },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
  }

  /** Its windows go with it. */
  async function endProgram(): Promise<void> {
    if (!program) return;
    const ended = once(program, 'exit');
    program.kill();
    await ended;
    program = undefined;
    for (const page of browser.contexts()[0]!.pages()) if (page.url().startsWith('http://app.chute.test')) await page.close();
  }

  async function pageAt(path: string): Promise<Page> {
    const find = () =>
      browser
        .contexts()[0]!
        .pages()
        .find((page) => page.url().startsWith(`http://app.chute.test${path}`));
    await expect.poll(() => find() !== undefined).toBe(true);
    return find()!;
  }
});

/** Looked at by a person: `CHUTE_DESKTOP_PICTURES` names the folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CHUTE_DESKTOP_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function startChromium(profile: string): Promise<[ChildProcess, string]> {
  // What the program says to Electron's Chromium on its command line; this one runs already when it does.
  const lan = '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets';
  const child = spawn(chromium!, [...flags, lan, '--headless', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (bytes) => {
      said += bytes;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.on('exit', () => reject(new Error(`chromium ended: ${said}`)));
  });
  return [child, endpoint];
}
