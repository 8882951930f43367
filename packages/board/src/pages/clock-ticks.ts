/** No eye sees that a second comes this late. */
const everyMs = 20;

const clocks = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Calls every clock of the page, all in one task so that they change together; at once, and then many times a second. By a timer and not by frames: while no digit
 * changes, nothing is drawn. Returns what ends it.
 */
export function onTick(read: () => void): () => void {
  clocks.add(read);
  timer ??= setInterval(() => {
    for (const clock of clocks) clock();
  }, everyMs);
  read();
  return () => {
    clocks.delete(read);
    if (clocks.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
