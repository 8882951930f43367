import { sha256Hex } from '../sha256.ts';

/** A UUID that a name always gets, so that a story reads with names and still passes every schema. */
export function storyId(kind: string, name: string): string {
  const hex = sha256Hex(`${kind} ${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
