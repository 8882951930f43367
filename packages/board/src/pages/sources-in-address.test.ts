import { expect, test } from 'vitest';
import { sourcesInAddress } from './sources-in-address.ts';

const sources = (address: string) => sourcesInAddress(new URL(address));

test('a page listens to the server it came from, then to the others its address names', () => {
  expect(sources('http://hub.example/board/1')).toEqual(['']);
  expect(sources('http://hub.example/board/1?source=http://192.0.2.7:8080/&source=https://spare.example/x')).toEqual([
    '',
    'http://192.0.2.7:8080',
    'https://spare.example',
  ]);
});

test('a page out of a desktop has only those', () => {
  expect(sources('chute://app/board/1?own=0&source=https://hub.example&source=http://192.0.2.7:8080')).toEqual([
    'https://hub.example',
    'http://192.0.2.7:8080',
  ]);
});

test('what is no address of a source is left out', () => {
  expect(sources('http://hub.example/?source=javascript:1&source=nonsense&source=ws://x.example')).toEqual(['']);
});
