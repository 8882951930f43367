import { ctp01Dialects, encodeCtp01 } from '@chute/protocol';
import type { Dice } from '../dice.ts';
import { oddText } from './odd-text.ts';

const times = ['08:14:59.31', '2026-09-20T08:14:59.31', '1790000099.31', '29699310'];
const badTimes = ['25:00:00.00', '2026-02-30T08:00:00', '8:1:2', '86400000', '99999999999', '08:14:59.31.5', '2026-09-20 08:14'];
const chatter = [
  'LoadBox~1.0~CTP01',
  'Box~1~6',
  'a=b',
  'ping',
  '8',
  'OK',
  'ack~ping',
  'ack~getlocations~START~FINISH',
  'err~start~invalid location',
];
const commands = ['start~FINISH~1', 'stop', 'geteventinfo', 'authorize~x'];

/** A sound read or gun in any of the dialects, without its line end. */
export function soundCtp01Line(dice: Dice, ident = dice.pick(['guntime', 'newlocation', 'E2801170'])): Buffer {
  const dialect = dice.pick(ctp01Dialects);
  const time = dialect === 'TO' ? '1790000099.31' : dice.pick(times);
  const where = { sourceSeq: dice.below(100_000), location: dice.pick(['START', 'FINISH', 'Café']), ident };
  const line = encodeCtp01({ kind: 'tag', dialect, ...where, time, count: dice.below(40), reader: '0F2A38', antenna: dice.below(9) });
  return Buffer.from(line.buffer, line.byteOffset, line.byteLength - 2);
}

/** One to three fields of a sound line wrong; CTP01 has no checksum that would have to be repaired. */
export function mutatedCtp01Line(dice: Dice, sound: Buffer): Buffer {
  if (dice.oneIn(12)) return Buffer.from(dice.pick(dice.oneIn(2) ? chatter : commands));
  const text = sound.toString();
  const separator = text.includes('~') ? '~' : ',';
  const fields = text.split(separator);
  for (let wrong = dice.between(1, 3); wrong > 0; wrong -= 1) mutate(dice, fields);
  return Buffer.from(fields.join(separator));
}

function mutate(dice: Dice, fields: string[]): void {
  const at = dice.below(fields.length);
  const roll = dice.below(20);
  if (roll === 0) fields.splice(at, 1);
  else if (roll === 1) fields.push(oddText(dice));
  else if (roll === 2) fields[0] = dice.pick(['CT01_44', 'CT01_33', 'CT01_13', 'CT01_3', 'TO', '']);
  else if (roll < 6) fields[at] = dice.pick(badTimes);
  else fields[at] = oddText(dice);
}
