import type { Dice } from '../dice.ts';
import type { FamilyUnderTest } from './family-under-test.ts';
import { wildLine } from './wild-line.ts';

export type HostileStream = { bytes: Buffer; inputs: number; chunks: Buffer[] };

const streamBytesMax = 64 * 1024;
const lineEnds = ['\r\n', '\r', '\n'];

/** Some two hundred lines, half of them sound but for a few fields and half of them wild, and then a read that has to be heard: `witness`. */
export class HostileStreams {
  readonly #family: FamilyUnderTest;
  readonly #dice: Dice;
  readonly #sound: Buffer[];
  readonly #bytes = Buffer.alloc(4 * streamBytesMax);

  constructor(family: FamilyUnderTest, dice: Dice) {
    this.#family = family;
    this.#dice = dice;
    this.#sound = Array.from({ length: 512 }, () => family.sound(dice));
  }

  next(witness: Buffer, lines = 200): HostileStream {
    const dice = this.#dice;
    let [at, inputs] = [0, 0];
    const add = (line: Buffer) => {
      at += line.copy(this.#bytes, at);
      at += this.#bytes.write(dice.pick(lineEnds), at, 'latin1');
      inputs += 1;
    };
    while (inputs < lines && at < streamBytesMax) {
      const sound = dice.pick(this.#sound);
      add(dice.oneIn(2) ? this.#family.mutated(dice, sound) : wildLine(dice, sound));
    }
    add(witness);
    // A last line that never ends.
    if (dice.oneIn(2)) at += this.#bytes.write('CT01', at, 'latin1');
    const bytes = this.#bytes.subarray(0, at);
    return { bytes, inputs, chunks: this.#cut(bytes) };
  }

  #cut(bytes: Buffer): Buffer[] {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const size = this.#dice.oneIn(8) ? this.#dice.between(1, 20) : this.#dice.between(200, 8_000);
      chunks.push(bytes.subarray(at, at + size));
      at += size;
    }
    return chunks;
  }
}
