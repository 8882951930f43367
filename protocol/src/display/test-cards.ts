import type { DisplayCard } from './state.ts';

/** Made up, to try a screen with: short, long, another script, what a browser must not run, and what fits no line. They are in no list and in no race. */
const words = [
  '1234 · Ada Test',
  '5678 · Maximiliane-Friederike von Beispielhausen-Musterberg',
  '9999 · نورا الاختبار',
  '1111 · Zoë <b>Łukasiewicz</b> 🎉',
  '2222 · Test'.padEnd(80, ' test'),
];

/** The one after the one that was shown last. */
export function testCard(shown: readonly DisplayCard[], revision: number): DisplayCard {
  const last = shown.find(({ kind }) => kind === 'test')?.text;
  const at = (words.indexOf(last ?? '') + 1) % words.length;
  return { cardId: `test ${at + 1} ${revision}`, kind: 'test', participantId: null, text: words[at]!, atMs: 0, priority: 5 };
}
