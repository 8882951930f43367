import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of Debian's package `faketime`. */
export const fakeTimeLibrary = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0];

/** A wall clock that a story moves under a running program, as an NTP client or a person does; its monotonic clock stays true. */
export class FakeTime {
  readonly env: Record<string, string>;
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'fake-time');
    this.moveTo(0);
    const files = { LD_PRELOAD: fakeTimeLibrary!, FAKETIME_TIMESTAMP_FILE: this.#file };
    this.env = { ...files, FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME_NO_CACHE: '1' };
  }

  /** So many seconds ahead of the machine's own clock. */
  moveTo(aheadS: number): void {
    writeFileSync(this.#file, `+${aheadS}s\n`);
  }
}
