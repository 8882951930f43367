import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** As `writePrivateFile`, beside the work: what a desk keeps may be large, and reads do not wait for it. */
export async function durableWrite(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(folder);
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // it has no such call, and its file systems keep names by themselves
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
