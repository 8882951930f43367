import type { Notice } from '../session.ts';

/** What a person is told about an IPICO reader. */
export const notices = {
  silent: (peer: string): Notice => ({
    level: 'warn',
    code: 'ipico-silent',
    text: `Nothing was heard from ${peer} for 30 s, not even an answer when we asked for its time. Look at its power and its cable; the link stays open.`,
  }),
  heardAgain: (peer: string): Notice => ({ level: 'info', code: 'ipico-heard-again', text: `${peer} is heard again.` }),
  noise: {
    level: 'error',
    code: 'ipico-noise',
    text: 'So much comes that is no frame that not all of it is kept. Are the speed of the line and the port right?',
  } satisfies Notice,
  readerError: (instruction: string): Notice => ({
    level: 'warn',
    code: 'ipico-reader-error',
    text: `The reader refused a command (${readerErrors[instruction] ?? 'unknown reason'}).`,
    facts: { instruction },
  }),
  clockSetTaken: {
    level: 'info',
    code: 'ipico-clock-set-taken',
    text: 'The reader took the new time; it is read back in a moment.',
  } satisfies Notice,
  clockSet: (timeText: string, offMs: number): Notice => ({
    level: Math.abs(offMs) <= 100 ? 'info' : 'warn',
    code: 'ipico-clock-set',
    text: `The reader's clock shows ${timeText}, ${offMs} ms from the time that was set.`,
    facts: { timeText, offMs },
  }),
  badTime: (timeText: string): Notice => ({
    level: 'warn',
    code: 'ipico-bad-time',
    text: 'The clock was not set: give date and time as YYYY-MM-DDTHH:MM:SS.',
    facts: { timeText },
  }),
  noRewind: {
    level: 'warn',
    code: 'not-supported',
    text: 'An IPICO reader numbers nothing and cannot be asked from a number on: download its memory with its own program.',
  } satisfies Notice,
  noStop: {
    level: 'warn',
    code: 'not-supported',
    text: 'An IPICO reader sends whatever it hears and keeps nothing for later: it is not told to stop. To hear nothing, pull its cable.',
  } satisfies Notice,
};

const readerErrors: Record<string, string> = {
  f0: 'wrong length',
  f1: 'wrong check',
  f2: 'unknown instruction',
};
