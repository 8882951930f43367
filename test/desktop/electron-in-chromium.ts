import { readFileSync } from 'node:fs';
import { ElectronDouble, WindowDouble } from '@chute/desktop/testing';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * What the desktop's main process gets for `electron` in `desktop-in-chromium.test.ts`: the double of the unit tests, but its windows are pages of a real
 * Chromium, which the test has started. Chromium knows no `chute://`: its pages stand under an `http` address that never leaves the browser.
 */
const inBrowser = 'http://app.chute.test';
const toBrowser = (url: string) => url.replace(/^chute:\/\/app/, inBrowser);
const fromBrowser = (url: string) => url.replace(inBrowser, 'chute://app');

class ChromiumWindow extends WindowDouble {
  #page: Promise<Page> | undefined;

  override async loadURL(url: string): Promise<void> {
    await super.loadURL(url);
    this.#page = this.#openPage();
    await (await this.#page).goto(toBrowser(url));
  }

  override close(): void {
    void this.#page?.then((page) => page.close());
    super.close();
  }

  async #openPage(): Promise<Page> {
    const { width, height, webPreferences } = this.options;
    const page = await (await browser).contexts()[0]!.newPage();
    await page.setViewportSize({ width, height });
    await page.route(`${inBrowser}/**`, async (route) => {
      const request = new Request(fromBrowser(route.request().url()), { method: route.request().method() });
      const response = await double.pages!(request);
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    if (webPreferences.preload) await givePreload(page, readFileSync(webPreferences.preload, 'utf8'));
    return page;
  }
}

/** The preload as it is, before the page, with the two things of Electron that a sandboxed preload may have. */
async function givePreload(page: Page, preload: string): Promise<void> {
  await page.exposeBinding('__ask', ({ frame }, channel: string, asked: unknown) =>
    double.ask(channel, asked ?? undefined, fromBrowser(frame.url())),
  );
  await page.addInitScript(`{
    const ask = window.__ask;
    const contextBridge = { exposeInMainWorld: (name, api) => { window[name] = api; } };
    const ipcRenderer = { invoke: (channel, asked) => ask(channel, asked) };
    const require = (name) => { if (name !== 'electron') throw new Error(name); return { contextBridge, ipcRenderer }; };
    ${preload}
  }`);
}

const browser: Promise<Browser> = chromium.connectOverCDP(process.env.CHUTE_DOUBLE_CHROMIUM!);
const monitors = [
  { id: 1, label: 'Desk', bounds: { x: 0, y: 0, width: 1280, height: 720 } },
  { id: 2, label: 'Wall', bounds: { x: 1280, y: 0, width: 1920, height: 1080 } },
];
const double = new ElectronDouble({ monitors, makeWindow: (options) => new ChromiumWindow(options) });
double.app.folder = process.env.CHUTE_DOUBLE_USER_DATA!;

export const { app, BrowserWindow, ipcMain, powerSaveBlocker, protocol, screen, session } = double.api;
