import { z } from 'zod';

const lookEveryMs = 2_000;
const begunSchema = z.object({ pairing_id: z.string(), letters: z.string() });
const lookedSchema = z.object({ code: z.string().nullable() });

/** Where a screen without an address stands. `letters` null: the desk has none for it now, or cannot be reached. */
export type Pairing = { letters: string | null; code: string | null };

/**
 * Asks for letters, and then whether somebody has typed them, until the screen has the code of its display. Letters that have run out are
 * followed by others; while the server is away they stay on the screen, since they may still hold. Returns what ends it.
 */
export function pairScreen(tell: (pairing: Pairing) => void): () => void {
  let begun: z.infer<typeof begunSchema> | null = null;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<string | null> => {
    const looked = begun && (await asked(`/api/v1/pairings/${begun.pairing_id}`, 'GET', lookedSchema));
    if (looked === 'gone') begun = null;
    if (!begun) {
      const answer = await asked('/api/v1/pairings', 'POST', begunSchema);
      begun = answer === 'gone' ? null : answer;
    }
    return looked && looked !== 'gone' ? looked.code : null;
  };
  const again = async () => {
    const code = await look();
    if (isOver) return;
    tell({ letters: begun?.letters ?? null, code });
    if (code === null) timer = setTimeout(() => void again(), lookEveryMs);
  };
  void again();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Null = cannot be had now; `gone` = not known (any more). */
async function asked<T>(path: string, method: 'GET' | 'POST', schema: z.ZodType<T>): Promise<T | 'gone' | null> {
  try {
    const response = await fetch(path, { method, cache: 'no-store' });
    if (response.status === 404) return 'gone';
    if (!response.ok) return null;
    return schema.parse(await response.json());
  } catch {
    return null;
  }
}
