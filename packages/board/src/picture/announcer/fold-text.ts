/** Letters that no accent is taken off of, as people type them on another keyboard. */
const typedAs: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

/** As a hurried hand types it: small letters without accents, one space between words. `Ángel O’Brien-Żak` -> `angel obrien zak`. */
export function foldText(text: string): string {
  if (text === '') return '';
  const small = text.toLowerCase();
  // Most texts are plain: theirs are the quick ways, which count when there are 50,000.
  if (/^[a-z0-9 ]*$/.test(small))
    return small.includes('  ') || small.startsWith(' ') || small.endsWith(' ') ? oneSpace(small, / +/g) : small;
  const plain = small
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[øłđðþßæœı]/g, (letter) => typedAs[letter]!)
    .replace(/['’`]/g, '');
  return oneSpace(plain, /[^\p{L}\p{N}]+/gu);
}

const oneSpace = (text: string, between: RegExp) => text.replace(between, ' ').trim();
