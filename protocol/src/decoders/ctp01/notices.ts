import type { Notice } from '../session.ts';
import type { Ctp01Dialect } from './dialect.ts';
import type { Gap, GapEvent } from './gap-watch.ts';
import type { Ctp01Line } from './line.ts';

/** What a person is told about a CTP01 link. */
export const notices = {
  greeted: (line: Extract<Ctp01Line, { kind: 'greeting' }>): Notice => ({
    level: line.protocol === 'CTP01' ? 'info' : 'warn',
    code: 'ctp01-greeted',
    text: `${line.program} ${line.version} speaks ${line.protocol}${line.protocol === 'CTP01' ? '' : ', which we take for CTP01: watch the first reads'}.`,
    facts: { program: line.program, version: line.version, protocol: line.protocol },
  }),
  streaming: (peer: string, acks: number): Notice => ({
    level: 'info',
    code: 'ctp01-streaming',
    text: `The handshake with ${peer} is said; reads may come.`,
    facts: { acks },
  }),
  eventInfo: (event: { name: string; id: string; description: string }): Notice => ({
    level: 'info',
    code: 'ctp01-event',
    text: `The client is on its event "${event.name}".`,
    facts: event,
  }),
  newLocation: (location: string): Notice => ({
    level: 'info',
    code: 'ctp01-new-location',
    text: `The client has a new location "${location}"; its reads are asked for.`,
    facts: { location },
  }),
  clientError: (line: Extract<Ctp01Line, { kind: 'error' }>): Notice => ({
    level: 'warn',
    code: 'ctp01-client-error',
    text: `The client refused ${line.command === '' ? 'a line of ours' : `"${line.command}"`}: ${line.text || 'no reason given'}. ${whatToDo(line.command)}`,
    facts: { command: line.command, text: line.text },
  }),
  allStartsRefused: notice(
    'warn',
    'ctp01-starts-refused',
    'The client goes on at none of its locations, so it is asked for all it has; copies of known reads count once.',
  ),
  cannotObey: (line: Extract<Ctp01Line, { kind: 'command' }>): Notice => ({
    level: 'info',
    code: 'ctp01-unexpected',
    text: `The client asks "${line.command}", which only a scoring program asks; it was told that we cannot. Its reads are taken all the same.`,
    facts: { said: line.command },
  }),
  unexpected: (line: Extract<Ctp01Line, { kind: 'answer' | 'setting' }>): Notice => ({
    level: 'info',
    code: 'ctp01-unexpected',
    text: 'The client said what only a scoring program says; nothing was done about it.',
    facts: { said: line.kind },
  }),
  dialect: (dialect: Ctp01Dialect): Notice => ({
    level: 'info',
    code: 'ctp01-dialect',
    text: `The client sends ${dialect} lines.${dialect === 'TO' ? ' They name timers, not locations: the course must call its locations as the timers are called.' : ''}`,
    facts: { dialect },
  }),
  stopped: (peer: string): Notice => ({
    level: 'warn',
    code: 'ctp01-stopped',
    text: `${peer} was told to stop. It keeps what it hears now; start it again to get that. Missing lines are not asked for until then.`,
  }),
  clientStopped: (peer: string): Notice => ({
    level: 'warn',
    code: 'ctp01-client-stopped',
    text: `${peer} says that it stops sending. If nobody wanted that, start it from here or in the timing program; the link stays open.`,
  }),
  startedAgain: (peer: string): Notice => ({
    level: 'info',
    code: 'ctp01-started',
    text: `${peer} was told to go on where it stopped.`,
  }),
  isStopped: notice('warn', 'ctp01-is-stopped', 'Nothing was asked for, since the stream is stopped: start it first.'),
  silent: (peer: string): Notice => ({
    level: 'warn',
    code: 'ctp01-silent',
    text: `Nothing was heard from ${peer} for 30 s, not even an answer to our ping. Look at its cable and at the timing program; the link stays open.`,
  }),
  heardAgain: (peer: string): Notice => ({ level: 'info', code: 'ctp01-heard-again', text: `${peer} is heard again.` }),
  noise: notice('error', 'ctp01-noise', 'So much comes that is no timing line that not all of it is kept. Is the right program connected?'),
  noClock: notice(
    'warn',
    'not-supported',
    'CTP01 has no command for clocks: set it in the timing program, and compare it with a live read.',
  ),
  gap: (event: GapEvent): Notice => {
    switch (event.event) {
      case 'ask':
        return { level: 'warn', code: 'ctp01-gap', text: `${missing(event.gap)} did not come; asked for again.`, facts: event.gap };
      case 'open':
        return {
          level: 'error',
          code: 'ctp01-gap-open',
          text: `${missing(event.gap)} did not come though asked for three times. Compare with the timing program, or rewind by hand.`,
          facts: event.gap,
        };
      case 'filled':
        return { level: 'info', code: 'ctp01-gap-filled', text: 'The missing lines have come.', facts: { location: event.location } };
      case 'restarted':
        return {
          level: 'warn',
          code: 'ctp01-restarted',
          text: `The client counts anew at "${event.location}"; all its lines are asked for, copies of known reads count once.`,
          facts: { location: event.location },
        };
      case 'unusable':
        return {
          level: 'warn',
          code: 'ctp01-numbers-unusable',
          text: `The numbers of the lines at "${event.location}" repeat; gaps cannot be seen on this connection.`,
          facts: { location: event.location },
        };
    }
  },
};

function notice(level: Notice['level'], code: string, text: string): Notice {
  return { level, code, text };
}

function whatToDo(command: string): string {
  if (command === 'start') return 'If reads are missing, compare its locations with the course, and rewind.';
  if (command === 'stop') return 'It goes on sending; what comes is kept.';
  return 'Its reads are taken all the same; if none come, look in the timing program.';
}

function missing(gap: Gap): string {
  const lines = gap.fromSeq === gap.toSeq ? `Line ${gap.fromSeq}` : `Lines ${gap.fromSeq} to ${gap.toSeq}`;
  return gap.location === null ? lines : `${lines} of "${gap.location}"`;
}
