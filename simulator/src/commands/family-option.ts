import { type DecoderFamilyName, decoderFamilies, decoderFamilyNamed } from '@chute/protocol';
import { UsageError } from './usage-error.ts';

export function readFamily(text: string): DecoderFamilyName {
  const family = decoderFamilyNamed(text);
  if (!family) throw new UsageError(`no decoder family is called ${text}: there are ${Object.keys(decoderFamilies).join(', ')}`);
  return family.name;
}
