import { type DisplayState, displayStateSchema } from '@chute/protocol';

const nameOf = (code: string) => `chute-display ${code}`;

/** What a display last said, kept by this browser so that a screen that is switched on without a link has something to go on from. */
export function readKeptState(code: string): DisplayState | null {
  try {
    const kept = displayStateSchema.safeParse(JSON.parse(localStorage.getItem(nameOf(code)) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

/** A full or forbidden store is no news. */
export function keepState(code: string, state: DisplayState | null): void {
  try {
    if (state) localStorage.setItem(nameOf(code), JSON.stringify(state));
    else localStorage.removeItem(nameOf(code));
  } catch {}
}
