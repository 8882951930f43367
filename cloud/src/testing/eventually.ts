import { expect } from 'vitest';

/** Looks again until it is so: as soon as it is on a quiet machine, and with patience on a busy one. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 10 });
