import type { Dice } from './dice.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const odd: readonly Json[] = [
  ...[null, true, '', ' ', '0', [], {}, [[]], [null], { length: 9 }],
  ...[-1, 0, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324],
  ...['\u0000', '\ud800', '\ufeff', '🏁', 'x'.repeat(5_000), '../../etc/passwd', "'; drop table race_log; --", 'constructor'],
  Array.from({ length: 600 }, (_, at) => at),
];

/** Text for what no program would say in JSON: put in where the number stands. */
const placeholder = 7_310_577_310_577;
const unsayable = [
  ...['1e999', '-0', '9'.repeat(400), 'NaN', '01', '"\\ud83d"', '"\\u0000"', '"\\x"', '{"a":1,"a":2}'],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', `{"__proto__":"x","toString":1}`],
  ...[nested(200), nested(20_000)],
];

/** A message that is well-formed but for one to three members, or text that is no JSON at all, or far too much of it. */
export function wildMessage(dice: Dice, sound: object): Buffer {
  const roll = dice.below(20);
  if (roll === 0) return Buffer.from(JSON.stringify(dice.pick(odd)));
  const copy = structuredClone(sound) as Json;
  for (let wrong = dice.between(1, 3); wrong > 0; wrong -= 1) mutate(dice, copy);
  const text = Buffer.from(JSON.stringify(copy).replaceAll(String(placeholder), () => dice.pick(unsayable)));
  if (roll === 1) return text.subarray(0, dice.below(text.length));
  if (roll === 2) return turned(dice, text);
  if (roll === 3 && dice.oneIn(20)) return Buffer.concat([text, Buffer.alloc(3_000_000, ' '), text]);
  return text;
}

/** Changes one member somewhere in it, for the worse or to no effect. */
function mutate(dice: Dice, within: Json): void {
  if (typeof within !== 'object' || within === null) return;
  const holder = within as Record<string, Json>;
  const keys = Object.keys(holder);
  if (keys.length === 0) return;
  const key = dice.pick(keys);
  const member = holder[key]!;
  if (typeof member === 'object' && member !== null && Object.keys(member).length > 0 && !dice.oneIn(4)) {
    mutate(dice, member);
    return;
  }
  const roll = dice.below(8);
  if (roll === 0) delete holder[key];
  else if (roll === 1) holder[dice.pick(['__proto_', 'toString', 'extra', 'journalId'])] = member;
  else if (roll < 4) holder[key] = placeholder;
  else if (roll === 4 && typeof member === 'number') holder[key] = member + dice.between(-2, 2);
  else if (roll === 5 && typeof member === 'string') holder[key] = member.slice(0, dice.below(member.length + 1));
  else holder[key] = structuredClone(dice.pick(odd));
}

function turned(dice: Dice, text: Buffer): Buffer {
  for (let turns = dice.between(1, 4); turns > 0; turns -= 1) text[dice.below(text.length)] = dice.oneIn(2) ? 0xc3 : dice.below(256);
  return text;
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}
