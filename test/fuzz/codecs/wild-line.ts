import type { Dice } from '../dice.ts';

/** Longer than any decoder's line may be. */
const giantBytes = 17 * 1024;
const giant = Buffer.alloc(5 * giantBytes, 'CT01_33~1~FINISH~7~');
const badBytes = [0x00, 0x0a, 0x0d, 0x7e, 0x80, 0xc3, 0xff];

/** Any bytes, sound lines with bytes turned or cut off, and now and then one without end. Line ends may be among them. */
export function wildLine(dice: Dice, sound: Buffer): Buffer {
  if (dice.oneIn(4_000)) return giant.subarray(0, dice.between(giantBytes, giant.length));
  const roll = dice.below(3);
  if (roll === 0) return noise(dice);
  return roll === 1 ? turned(dice, sound) : sound.subarray(0, dice.below(sound.length));
}

function noise(dice: Dice): Buffer {
  const bytes = Buffer.allocUnsafe(4 * dice.between(1, 15));
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(dice.below(0x1_0000_0000), at);
  return bytes;
}

function turned(dice: Dice, sound: Buffer): Buffer {
  const bytes = Buffer.from(sound);
  for (let turns = dice.between(1, 4); turns > 0; turns -= 1)
    bytes[dice.below(bytes.length)] = dice.oneIn(2) ? dice.pick(badBytes) : dice.below(256);
  return bytes;
}
