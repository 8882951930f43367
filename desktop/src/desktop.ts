import { answerChannels } from './answer-channels.ts';
import type { EdgesOnLan } from './edges-on-lan.ts';
import type { DesktopWindow, ElectronApi, KeyPress, Monitor } from './electron-api.ts';
import { keepAlive, type Timers } from './keep-alive.ts';
import { isOurs, pageUrl, scheme, setupUrl } from './page-urls.ts';
import { numbered, type PlacedScreen, placeScreens } from './place-screens.ts';
import { type PageServer, servePage } from './serve-pages.ts';
import { type DesktopSettings, DesktopSettingsError, desktopSettingsSchema } from './settings.ts';
import { denyPermissions, guardContents, screenWindow, setupWindow, switchedOff } from './window-rules.ts';

export type DesktopParts = {
  electron: ElectronApi;
  settingsFile: { path: string; read(): DesktopSettings; write(settings: DesktopSettings): void };
  pages: Pick<PageServer, 'files' | 'displayParts'>;
  timers: Timers;
  preload: string;
  /** Begins to look round the network. */
  findEdges: () => EdgesOnLan;
  startAtLogin: (isWanted: boolean) => void;
};

type OpenScreen = PlacedScreen & { window: DesktopWindow; url: string };

/** The whole program, with Electron and everything of this computer passed in. */
export class Desktop {
  readonly #at: DesktopParts;
  #settings: DesktopSettings = desktopSettingsSchema.parse({});
  /** Why the settings file cannot be used. */
  #problem: string | null = null;
  readonly #screens = new Map<string, OpenScreen>();
  #setup: DesktopWindow | null = null;
  #edges: EdgesOnLan | null = null;

  constructor(parts: DesktopParts) {
    this.#at = parts;
  }

  /** Before Electron is ready: what must be said by then. False when this program runs already: that one is shown, and this one ends. */
  begin(): boolean {
    const { app, protocol } = this.#at.electron;
    if (!app.requestSingleInstanceLock()) {
      app.quit();
      return false;
    }
    app.enableSandbox();
    app.commandLine.appendSwitch('disable-features', switchedOff);
    // Not `secure`: edges beside the mats have no certificate, and from a secure page a browser lets nobody listen to them.
    protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: false, supportFetchAPI: true } }]);
    return true;
  }

  async run(): Promise<void> {
    const { app, screen, session, protocol, powerSaveBlocker, ipcMain } = this.#at.electron;
    app.on('web-contents-created', (_event, contents) => guardContents(contents));
    app.on('second-instance', () => this.#openSetup());
    app.on('window-all-closed', () => app.quit());
    await app.whenReady();
    denyPermissions(session.defaultSession);
    protocol.handle(scheme, (request) => servePage(request, { ...this.#at.pages, sources: () => this.#settings.sources }));
    answerChannels(ipcMain, {
      'settings:read': () => ({ settings: this.#settings, path: this.#at.settingsFile.path, problem: this.#problem }),
      'settings:save': (settings) => ({ problem: this.#save(settings) }),
      'monitors:list': () => this.#monitors().map(({ label, bounds }, at) => ({ monitor: at + 1, label, bounds })),
      'edges:list': () => this.#edges?.list() ?? [],
    });
    powerSaveBlocker.start('prevent-display-sleep');
    this.#readSettings();
    this.#obeySettings();
    const look = () => this.#placeScreens();
    screen.on('display-added', look);
    screen.on('display-removed', look);
    screen.on('display-metrics-changed', look);
  }

  #readSettings(): void {
    try {
      this.#settings = this.#at.settingsFile.read();
    } catch (error) {
      if (!(error instanceof DesktopSettingsError)) throw error;
      this.#problem = `The settings in ${error.message}`;
    }
  }

  /** What is wrong; null when they are kept and in force. */
  #save(settings: DesktopSettings): string | null {
    try {
      this.#at.settingsFile.write(settings);
    } catch (error) {
      return `The settings cannot be kept: ${(error as Error).message}`;
    }
    this.#settings = settings;
    this.#problem = null;
    this.#at.startAtLogin(settings.startAtLogin);
    this.#obeySettings();
    return null;
  }

  #obeySettings(): void {
    if (this.#settings.findEdges) this.#edges ??= this.#at.findEdges();
    else {
      this.#edges?.stop();
      this.#edges = null;
    }
    this.#placeScreens();
  }

  /** Opens what should be open and closes what should not; what stands as it should is not touched. */
  #placeScreens(): void {
    const { screens, sources } = this.#settings;
    const placed = placeScreens(screens, this.#monitors()).map((each) => ({ ...each, url: pageUrl(each.screen, sources) }));
    const wanted = new Map(placed.map((each) => [JSON.stringify(each), each]));
    const gone = [...this.#screens].filter(([key]) => !wanted.has(key));
    for (const [key, each] of wanted) if (!this.#screens.has(key)) this.#openScreen(key, each);
    // A program without a window would end itself: so the setup is there first.
    if (this.#screens.size === gone.length) this.#openSetup();
    for (const [key, { window }] of gone) {
      this.#screens.delete(key);
      window.close();
    }
  }

  #openScreen(key: string, placed: PlacedScreen & { url: string }): void {
    const window = this.#open(screenWindow(placed.bounds, placed.screen), placed.url);
    this.#screens.set(key, { ...placed, window });
    window.on('closed', () => {
      if (this.#screens.get(key)?.window === window) this.#screens.delete(key);
    });
    window.webContents.on('before-input-event', (event, input) => {
      if (!asksForSetup(input)) return;
      event.preventDefault();
      this.#openSetup();
    });
  }

  #openSetup(): void {
    if (this.#setup) {
      this.#setup.focus();
      return;
    }
    const window = this.#open(setupWindow(this.#at.preload), setupUrl);
    this.#setup = window;
    window.on('closed', () => {
      this.#setup = null;
    });
  }

  #open(options: ConstructorParameters<ElectronApi['BrowserWindow']>[0], url: string): DesktopWindow {
    if (!isOurs(url)) throw new TypeError(`not a page of ours: ${url}`);
    const window = new this.#at.electron.BrowserWindow(options);
    keepAlive(window, this.#at.timers);
    window.show();
    // What fails to load is told by an event as well, and comes back from there.
    window.loadURL(url).catch(() => {});
    return window;
  }

  #monitors(): Monitor[] {
    const { screen } = this.#at.electron;
    return numbered(screen.getAllDisplays(), screen.getPrimaryDisplay().id);
  }
}

/** Control (or Command) + Alt + S, from any screen: a kiosk has no menu. */
function asksForSetup({ type, key, control, meta, alt }: KeyPress): boolean {
  return type === 'keyDown' && (control || meta) && alt && key.toLowerCase() === 's';
}
