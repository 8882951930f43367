/** `once` as often as the rate says, in small groups a millisecond or so apart, as a mat does. */
export async function atPace(rate: number, seconds: number, once: (nowMs: number) => void): Promise<void> {
  const beganAtMs = performance.now();
  for (let done = 0; done < rate * seconds; ) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - beganAtMs) / 1000) * rate));
    for (; done < due; done++) once(performance.now());
    await pause(1);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
