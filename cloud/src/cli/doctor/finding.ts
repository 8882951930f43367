/** One thing that was looked at, as a sentence; when it is not well, the sentence says what to do. */
export type Finding = { name: string; ok: boolean; detail: string };

/** What `look` gives is well; what it throws is not. */
export async function find(name: string, look: () => Promise<string> | string): Promise<Finding> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}
