import { sha256Hex } from '@chute/timing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtInScenes } from './built-in/built-in-scenes.ts';
import { bundleOf, openBundle } from './bundle.ts';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
const logo = sha256Hex(png);
const withLogo = { ...builtInScenes[0]!, brand: { ...builtInScenes[0]!.brand, logo } };

test('scenes travel with their images, through the text of a file', () => {
  const { bundle, missing } = bundleOf([withLogo], new Map([[logo, png]]));
  expect(missing).toEqual([]);
  expect(openBundle(JSON.parse(JSON.stringify(bundle)))).toEqual({
    scenes: [withLogo],
    images: [{ sha256: logo, bytes: png }],
    missing: [],
  });
});

test('an image that is not at hand is said, on the way out and on the way in', () => {
  const { bundle, missing } = bundleOf([withLogo], new Map());
  expect(missing).toEqual([logo]);
  expect(openBundle(bundle)).toMatchObject({ missing: [logo] });
});

test.each([
  ['no scene', { v: 1, scenes: [], images: {} }, 'at least one'],
  ['another version', { v: 2, scenes: [withLogo], images: {} }, 'another version'],
  [
    'an image that is another',
    { v: 1, scenes: [withLogo], images: { ['0'.repeat(64)]: btoa(String.fromCharCode(...png)) } },
    'not the image',
  ],
  ['a drawing that could run a script', { v: 1, scenes: [withLogo], images: { [sha256Hex('<svg/>')]: btoa('<svg/>') } }, 'neither PNG'],
  ['a name that is no hash', { v: 1, scenes: [withLogo], images: { '../../x': 'AAAA' } }, 'images'],
  ['the same id twice', { v: 1, scenes: [withLogo, withLogo], images: {} }, 'same id'],
])('a bundle with %s is refused', (_, given, said) => {
  expect(openBundle(given)).toEqual({ refused: expect.stringContaining(said) });
});

test('whatever comes in, it is a bundle or a refusal', () => {
  fc.assert(fc.property(fc.anything(), (given) => void openBundle(given)));
});
