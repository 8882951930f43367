import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DesktopSettings, DesktopSettingsError, readSettings } from './settings.ts';

/** The settings of this computer, as one JSON file. */
export class SettingsFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Errors: `DesktopSettingsError`. */
  read(): DesktopSettings {
    return readSettings(this.#text(), this.path);
  }

  /** In one step: a computer that loses its power meanwhile has the old ones or the new ones. */
  write(settings: DesktopSettings): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const draft = `${this.path}.draft`;
    writeFileSync(draft, `${JSON.stringify(settings, null, 2)}\n`, { flush: true });
    renameSync(draft, this.path);
  }

  #text(): string | null {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new DesktopSettingsError({ code: 'unreadable', path: this.path, problem: (error as Error).message }, { cause: error });
    }
  }
}
