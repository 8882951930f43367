import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { boardFolder } from './board-folder.ts';
import { boardAssetsPath } from './served-as.ts';

async function aCache(): Promise<string> {
  const cache = await mkdtemp(join(tmpdir(), 'chute-board-'));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  return cache;
}

test('the pages are built once, also when two ask at the same time through different paths, and nothing half-built is left', async () => {
  const cache = await aCache();
  const [one, other] = await Promise.all([boardFolder([cache]), boardFolder([join(cache, '.')]), boardFolder([cache])]);
  expect(await readdir(cache)).toHaveLength(1);
  expect([existsSync(join(one, 'index.html')), existsSync(join(other, 'index.html'))]).toEqual([true, true]);
}, 60_000);

test('a build removes what nobody has asked for in a month, and nothing that is younger', async () => {
  const cache = await aCache();
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  for (const [name, days] of [
    ['forgotten', 31],
    ['recent', 29],
  ] as const) {
    await mkdir(join(cache, name));
    await utimes(join(cache, name), daysAgo(days), daysAgo(days));
  }
  const folder = await boardFolder([cache]);
  expect((await readdir(cache)).sort()).toEqual([basename(folder), 'recent'].sort());

  await utimes(folder, daysAgo(40), daysAgo(40));
  await boardFolder([`${cache}/`]);
  expect((await stat(folder)).mtimeMs).toBeGreaterThan(daysAgo(1).getTime());
}, 60_000);

test('the page is small, has no script in it, and names its assets where they are served', async () => {
  const folder = await boardFolder([await aCache()]);
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  expect(html.length).toBeLessThan(2_000);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=/);
  const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(1);
  for (const path of named) {
    expect(path.startsWith(boardAssetsPath)).toBe(true);
    expect(existsSync(join(folder, path.slice(boardAssetsPath.length)))).toBe(true);
  }
}, 60_000);

test('a cache that cannot be written to gives way to the next', async () => {
  const cache = await aCache();
  const folder = await boardFolder([join(import.meta.dirname, 'index.ts', 'no-folder'), cache]);
  expect(folder.startsWith(cache)).toBe(true);
}, 60_000);

test('nowhere to write is said with a code', async () => {
  const nowhere = join(import.meta.dirname, 'index.ts', 'no-folder');
  await expect(boardFolder([nowhere])).rejects.toMatchObject({ name: 'BoardBuildError', code: 'nowhere-to-write' });
});
