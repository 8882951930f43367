import { EventEmitter } from 'node:events';
import type { Contents, DesktopWindow, ElectronApi, IpcEvent, Monitor, SchemePrivileges, WindowOptions } from '../electron-api.ts';

/** Electron as far as this program knows it, without Electron: it notes what it is told, and a test makes things happen. */
export class ElectronDouble {
  readonly windows: WindowDouble[] = [];
  readonly app = new AppDouble();
  readonly screen = new ScreenDouble();
  schemes: { scheme: string; privileges: SchemePrivileges }[] = [];
  pages: ((request: Request) => Promise<Response>) | undefined;
  mayHave: ((permission: string) => boolean) | undefined;
  permissionAnswer: ((permission: string) => boolean) | undefined;
  staysAwake = false;
  readonly #channels = new Map<string, (event: IpcEvent, asked: unknown) => unknown>();
  readonly #makeWindow: (options: WindowOptions) => WindowDouble;

  constructor({ monitors, makeWindow = (options) => new WindowDouble(options) }: Partial<DoubleParts> & Pick<DoubleParts, 'monitors'>) {
    this.screen.monitors = monitors;
    this.#makeWindow = makeWindow;
  }

  /** What a page would get for asking. */
  async ask(channel: string, asked?: unknown, url = 'chute://app/setup'): Promise<unknown> {
    return this.#channels.get(channel)!({ senderFrame: { url } }, asked);
  }

  get open(): WindowDouble[] {
    return this.windows.filter((window) => !window.isDestroyed());
  }

  get api(): ElectronApi {
    const double = this;
    return {
      app: this.app,
      screen: this.screen,
      powerSaveBlocker: {
        start: () => {
          double.staysAwake = true;
          return 1;
        },
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes) => {
          double.schemes = schemes;
        },
        handle: (_scheme, handler) => {
          double.pages = handler;
        },
      },
      ipcMain: { handle: (channel, listener) => void double.#channels.set(channel, listener) },
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler) => {
            double.permissionAnswer = (permission) => {
              let isGiven = false;
              handler(null, permission, (answer) => {
                isGiven = answer;
              });
              return isGiven;
            };
          },
          setPermissionCheckHandler: (handler) => {
            double.mayHave = (permission) => handler(null, permission);
          },
        },
      },
      BrowserWindow: function open(options: WindowOptions): DesktopWindow {
        const window = double.#makeWindow(options);
        double.windows.push(window);
        double.app.emit('web-contents-created', {}, window.webContents);
        window.on('closed', () => {
          if (double.open.length === 0) double.app.emit('window-all-closed');
        });
        return window;
      } as unknown as ElectronApi['BrowserWindow'],
    };
  }
}

type DoubleParts = { monitors: Monitor[]; makeWindow: (options: WindowOptions) => WindowDouble };

class AppDouble extends EventEmitter {
  readonly switches = new Map<string, string>();
  readonly commandLine = { appendSwitch: (name: string, value: string) => void this.switches.set(name, value) };
  isFirst = true;
  isSandboxed = false;
  hasQuit = false;
  opensAtLogin: boolean | undefined;
  folder = '';

  enableSandbox(): void {
    this.isSandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirst;
  }
  async whenReady(): Promise<void> {}
  quit(): void {
    this.hasQuit = true;
  }
  getPath(): string {
    return this.folder;
  }
  setLoginItemSettings({ openAtLogin }: { openAtLogin: boolean }): void {
    this.opensAtLogin = openAtLogin;
  }
}

class ScreenDouble extends EventEmitter {
  monitors: Monitor[] = [];
  getAllDisplays(): Monitor[] {
    return this.monitors;
  }
  getPrimaryDisplay(): { id: number } {
    return { id: this.monitors[0]!.id };
  }
}

export class WindowDouble extends EventEmitter implements DesktopWindow {
  readonly options: WindowOptions;
  readonly webContents: ContentsDouble;
  url = '';
  focused = 0;
  #isDestroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.webContents = new ContentsDouble(() => this.url);
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
  }
  show(): void {}
  focus(): void {
    this.focused += 1;
  }
  close(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('closed');
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

export class ContentsDouble extends EventEmitter implements Contents {
  reloads = 0;
  putDown = 0;
  opensWindow: ((url: string) => string) | undefined;
  readonly #url: () => string;

  constructor(url: () => string) {
    super();
    this.#url = url;
  }

  getURL(): string {
    return this.#url();
  }
  reload(): void {
    this.reloads += 1;
  }
  forcefullyCrashRenderer(): void {
    this.putDown += 1;
    this.emit('render-process-gone', {}, { reason: 'killed' });
  }
  setWindowOpenHandler(handler: (asked: { url: string }) => { action: 'deny' }): void {
    this.opensWindow = (url) => handler({ url }).action;
  }

  /** Would the page be let go there? */
  mayGo(event: 'will-navigate' | 'will-redirect', url: string): boolean {
    let isPrevented = false;
    const prevented = {
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit(event, prevented, url);
    return !isPrevented;
  }

  press(key: string, held: { control?: boolean; alt?: boolean; meta?: boolean } = {}): void {
    this.emit(
      'before-input-event',
      { preventDefault: () => {} },
      { type: 'keyDown', key, control: false, alt: false, meta: false, ...held },
    );
  }
}
