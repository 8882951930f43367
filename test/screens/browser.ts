import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** Machines in containers run as root and have no graphics card. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `CHUTE_CHROMIUM`, else the `chromium` on the path; null when this machine has none. */
export function findChromium(named = process.env.CHUTE_CHROMIUM): string | null {
  if (named) return named;
  try {
    return execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

export const openBrowser = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: flags });

/** The two screens that every page is looked at on. */
export const screens = {
  wall: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const;

export type Screen = keyof typeof screens;
