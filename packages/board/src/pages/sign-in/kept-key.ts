/** One key for all pages of one server: whoever steers the screens also announces. */
const name = 'chute-key';

/** Null: nobody has signed in here, or a browser that keeps nothing. */
export function readKey(): string | null {
  return read(sessionStorageOrNull()) ?? read(localStorageOrNull());
}

/** For as long as the tab is open; with `remember`, on this computer until somebody signs out. */
export function keepKey(key: string, { remember }: { remember: boolean }): void {
  forgetKey();
  try {
    (remember ? localStorageOrNull() : sessionStorageOrNull())?.setItem(name, key);
  } catch {
    // A full or forbidden store: the key holds until the page is left.
  }
}

export function forgetKey(): void {
  for (const storage of [sessionStorageOrNull(), localStorageOrNull()]) {
    try {
      storage?.removeItem(name);
    } catch {}
  }
}

function read(storage: Storage | null): string | null {
  try {
    return storage?.getItem(name) || null;
  } catch {
    return null;
  }
}

function sessionStorageOrNull(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

function localStorageOrNull(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
