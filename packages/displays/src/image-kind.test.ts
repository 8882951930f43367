import { expect, test } from 'vitest';
import { imageKindOf } from './image-kind.ts';

test.each([
  ['image/png', 1920, 1080, '89504e470d0a1a0a0000000d4948445200000780000004380806000000e8d3c143'],
  ['image/jpeg', 640, 480, 'ffd8ffe000104a46494600010100000100010000ffc000110801e0028003012200021101031101'],
  ['image/webp', 176, 144, '52494646a40000005745425056503820980000003009009d012ab0009000390000001d'],
  ['image/webp', 386, 395, '5249464600000000574542505650384c1a0000002f818162000730ffff00000000'],
  ['image/webp', 400, 301, '5249464600000000574542505650385816000000100000008f01002c010000000000'],
])('a %s of %i × %i pixels is known by its bytes', (mediaType, width, height, hex) => {
  expect(imageKindOf(Buffer.from(hex, 'hex'))).toEqual({ mediaType, width, height });
});

test.each([
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>').toString('hex')],
  ['a page', Buffer.from('<!doctype html><script>1</script>'.padEnd(80)).toString('hex')],
  ['a GIF', Buffer.from('GIF89a'.padEnd(80)).toString('hex')],
  ['nothing', ''],
  ['a PNG without a size', '89504e470d0a1a0a0000000d4948445200000000000000000806000000e8d3c143'],
  ['a PNG that is cut off', '89504e470d0a1a0a0000000d49484452'],
  ['a JPEG that never comes to its frame', 'ffd8ffe00010'],
  ['a PNG of a billion pixels a side', '89504e470d0a1a0a0000000d494844523b9aca003b9aca000806000000e8d3c143'],
])('%s is no picture for a screen', (_, hex) => {
  expect(imageKindOf(Buffer.from(hex, 'hex'))).toBeUndefined();
});
