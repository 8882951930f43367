import { encodeIpico } from '@chute/protocol';
import type { Dice } from '../dice.ts';

const raceDayMs = Date.UTC(2026, 8, 20, 8);
const hex = '0123456789abcdef';
const chatter = ['Reader V3.01', 'aeff', 'ad0102', '058003700a35', 'IPICO Elite ready'];

/** A sound frame of any kind, without its line end. */
export function soundIpicoLine(dice: Dice, tag?: string): Buffer {
  const wallMs = raceDayMs + dice.below(86_400_000);
  const clock = { readerId: '00', wallMs };
  const read = { kind: 'read', ...clock, tag: tag ?? '058003700a35', countI: dice.below(256), countQ: dice.below(256) } as const;
  const others = [
    { kind: 'gun', ...clock },
    { kind: 'clock', ...clock },
    { kind: 'set-clock', ...clock },
    { kind: 'clock-query', readerId: '00' },
  ] as const;
  const said = tag === undefined && dice.oneIn(3) ? dice.pick(others) : dice.oneIn(2) ? read : { ...read, tto: '0a0b0c' };
  const line = encodeIpico(said);
  return Buffer.from(line.buffer, line.byteOffset, line.byteLength - 2);
}

/** One to three places of a sound frame wrong, and its checksum right again (but for a few). */
export function mutatedIpicoLine(dice: Dice, sound: Buffer): Buffer {
  if (dice.oneIn(20)) return Buffer.from(dice.pick(chatter));
  let body = sound.toString('latin1').slice(2, -2);
  for (let wrong = dice.between(1, 3); wrong > 0; wrong -= 1) body = mutate(dice, body);
  const check = dice.oneIn(12) ? '00' : sumOf(body);
  return Buffer.from(`${sound.toString('latin1', 0, 2)}${body}${check}${dice.oneIn(10) ? 'LS' : ''}`, 'latin1');
}

function mutate(dice: Dice, body: string): string {
  const at = dice.below(body.length);
  const roll = dice.below(10);
  if (roll === 0) return body.slice(0, at) + body.slice(at + dice.between(1, 4));
  if (roll === 1) return body.slice(0, at) + dice.pick(['00', 'f', 'zz']) + body.slice(at);
  if (roll === 2) return `${body.slice(0, at)}g${body.slice(at + 1)}`;
  if (roll === 3) return body.toUpperCase();
  return body.slice(0, at) + hex[dice.below(16)]! + body.slice(at + 1);
}

function sumOf(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return (sum & 0xff).toString(16).padStart(2, '0');
}
