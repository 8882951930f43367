/**
 * What of Electron this program uses, and no more: everything but `main.ts` gets it passed in, so it can be tried without Electron. `main.ts` hands the real
 * module over, so the compiler compares the two.
 */
export type ElectronApi = {
  app: DesktopApp;
  BrowserWindow: new (options: WindowOptions) => DesktopWindow;
  ipcMain: { handle(channel: string, listener: (event: IpcEvent, asked: unknown) => unknown): void };
  powerSaveBlocker: { start(type: 'prevent-display-sleep'): number };
  protocol: {
    registerSchemesAsPrivileged(schemes: { scheme: string; privileges: SchemePrivileges }[]): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  screen: {
    getAllDisplays(): Monitor[];
    getPrimaryDisplay(): { id: number };
    on(event: 'display-added' | 'display-removed', listener: () => void): unknown;
    on(event: 'display-metrics-changed', listener: () => void): unknown;
  };
  session: { defaultSession: DesktopSession };
};

export type DesktopApp = {
  commandLine: { appendSwitch(name: string, value: string): void };
  enableSandbox(): void;
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<void>;
  quit(): void;
  getPath(name: 'userData' | 'exe'): string;
  setLoginItemSettings(settings: { openAtLogin: boolean }): void;
  on(event: 'second-instance', listener: () => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: Contents) => void): unknown;
};

export type SchemePrivileges = { standard: boolean; secure: boolean; supportFetchAPI: boolean };

export type WindowOptions = {
  x?: number;
  y?: number;
  width: number;
  height: number;
  kiosk: boolean;
  fullscreen: boolean;
  frame: boolean;
  show: boolean;
  title: string;
  backgroundColor: string;
  autoHideMenuBar: boolean;
  webPreferences: WebPreferences;
};

export type WebPreferences = {
  contextIsolation: boolean;
  sandbox: boolean;
  nodeIntegration: boolean;
  nodeIntegrationInWorker: boolean;
  nodeIntegrationInSubFrames: boolean;
  webSecurity: boolean;
  webviewTag: boolean;
  devTools: boolean;
  spellcheck: boolean;
  backgroundThrottling: boolean;
  autoplayPolicy: 'no-user-gesture-required';
  preload?: string;
};

export type DesktopWindow = {
  readonly webContents: Contents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  close(): void;
  isDestroyed(): boolean;
  on(event: 'closed' | 'unresponsive' | 'responsive', listener: () => void): unknown;
};

export type Prevented = { preventDefault(): void };

export type Contents = {
  getURL(): string;
  reload(): void;
  forcefullyCrashRenderer(): void;
  setWindowOpenHandler(handler: (asked: { url: string }) => { action: 'deny' }): void;
  on(event: 'will-navigate' | 'will-redirect', listener: (event: Prevented, url: string) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Prevented) => void): unknown;
  on(event: 'render-process-gone', listener: (event: unknown, gone: { reason: string }) => void): unknown;
  on(event: 'did-fail-load', listener: (event: unknown, code: number, why: string, url: string, isMainFrame: boolean) => void): unknown;
  on(event: 'before-input-event', listener: (event: Prevented, input: KeyPress) => void): unknown;
};

export type KeyPress = { type: string; key: string; control: boolean; alt: boolean; meta: boolean };

export type DesktopSession = {
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: (isGiven: boolean) => void) => void): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
};

export type IpcEvent = { senderFrame: { url: string } | null };

export type Rectangle = { x: number; y: number; width: number; height: number };
export type Monitor = { id: number; label: string; bounds: Rectangle };
