import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./disk-shim.c', import.meta.url));
const cache = fileURLToPath(new URL('../../.chute/powercut/', import.meta.url));

/** What a story with a misbehaving disk needs; in the name of each such test. */
export const shimNeeds = 'Linux, cc and the C library headers';

/** The library to preload, built when it is not there yet; null where it cannot be built. */
export function diskShim(): string | null {
  if (process.platform !== 'linux') return null;
  const library = `${cache}disk-shim-${createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16)}.so`;
  if (existsSync(library)) return library;
  mkdirSync(cache, { recursive: true });
  const draft = `${library}.${process.pid}`;
  try {
    execFileSync('cc', ['-O2', '-shared', '-fPIC', '-pthread', '-o', draft, source], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    if (hasCompiler()) throw error;
    return null;
  }
  renameSync(draft, library);
  return library;
}

/** A compiler with its headers: then a shim that does not build is a fault of ours. */
function hasCompiler(): boolean {
  try {
    execFileSync('cc', ['-xc', '-fsyntax-only', '-'], { input: '#include <stdio.h>\n', stdio: ['pipe', 'ignore', 'ignore'] });
    return true;
  } catch {
    return false;
  }
}
