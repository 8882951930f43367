import type { BoxWish } from '../plan/race-plan.ts';
import type { Target } from '../player/play-race.ts';
import { UsageError } from './usage-error.ts';

export type BoxOption = BoxWish & { target: Target };

const example = 'name=finish,family=ctp01,to=127.0.0.1:61611,locations=FINISH';

/** `--box name=…,family=ctp01|ipico,(to=HOST:PORT | listen=HOST:PORT | serial=PATH),locations=A+B` */
export function readBoxOption(text: string): BoxOption {
  const fields = new Map(
    text.split(',').map((field) => {
      const at = field.indexOf('=');
      return [field.slice(0, at).trim(), field.slice(at + 1).trim()] as const;
    }),
  );
  const family = fields.get('family') ?? 'ctp01';
  if (family !== 'ctp01' && family !== 'ipico')
    throw new UsageError(`--box: no decoder family is called ${family}; there are ctp01 and ipico`);
  const name = fields.get('name');
  const locations = fields.get('locations')?.split('+').filter(Boolean) ?? [];
  if (!name || locations.length === 0) throw new UsageError(`--box needs a name and its locations, like ${example}`);
  return { name, family, locations, target: readTarget(family, fields) };
}

function readTarget(family: BoxWish['family'], fields: ReadonlyMap<string, string>): Target {
  const [to, listen, serial] = [fields.get('to'), fields.get('listen'), fields.get('serial')];
  if ([to, listen, serial].filter((one) => one !== undefined).length !== 1) {
    throw new UsageError(`--box needs one of to=HOST:PORT, listen=HOST:PORT and serial=PATH, like ${example}`);
  }
  if (family === 'ctp01' && to === undefined) throw new UsageError('--box: a ctp01 decoder dials, so it needs to=HOST:PORT');
  if (family === 'ipico' && to !== undefined)
    throw new UsageError('--box: an ipico decoder is dialled, so it needs listen=HOST:PORT or serial=PATH');
  if (serial !== undefined) return { serial };
  return to !== undefined ? { dial: readAddress(to) } : { listen: readAddress(listen!) };
}

/** `HOST:PORT`, an IPv6 host in brackets. */
export function readAddress(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) throw new UsageError(`${text} is no address: write HOST:PORT, like 127.0.0.1:61611`);
  return { host: (match[1] ?? match[2])!, port };
}
