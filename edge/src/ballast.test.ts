import { existsSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Ballast } from './ballast.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const mebibyte = 1024 * 1024;

function aBallast() {
  const folder = temporaryFolder();
  const disk = { free: 100_000 * mebibyte };
  const ballast = new Ballast({ folder, bytes: 2 * mebibyte, freeBytes: () => disk.free });
  const file = `${folder}/ballast`;
  return { ballast, disk, size: () => (existsSync(file) ? statSync(file).size : 0) };
}

test('room is kept aside on a disk that has plenty, once, and is freed once', async () => {
  const { ballast, size } = aBallast();
  await ballast.reserve();
  await ballast.reserve();
  expect(size()).toBe(2 * mebibyte);
  expect([ballast.release(), ballast.release()]).toEqual([true, false]);
  expect(size()).toBe(0);
});

test('no room is kept aside where that would leave too little for a race', async () => {
  const { ballast, disk, size } = aBallast();
  disk.free = 257 * mebibyte;
  await ballast.reserve();
  expect(size()).toBe(0);
});

test('a start on a disk that is full to the brim finds room for what it writes itself', async () => {
  const { ballast, disk, size } = aBallast();
  await ballast.reserve();
  ballast.releaseIfTight();
  expect(size()).toBe(2 * mebibyte);
  disk.free = 0;
  ballast.releaseIfTight();
  expect(size()).toBe(0);
});
