import { describe, expect, test } from 'vitest';
import { aConnection, aStream, greeting, ourGreeting, ourQuestions, ourSettings, tag } from '../testing/ctp01-stream.ts';

describe('what a client says that it should not', () => {
  test('is answered with an error, at most once a second, and the link stays', () => {
    const link = aStream().hears('what?', 'what else?');
    expect(link.said()).toEqual(['err~~unknown command']);
    link.waits(1000).hears('geteventinfo');
    expect(link.said()).toEqual(['err~geteventinfo~only a client answers that']);
    expect(link.noticeCodes().at(-1)).toBe('ctp01-unexpected');
    expect(link.hears(tag(1)).records.at(-1)).toMatchObject({ kind: 'read' });
  });

  test('is no error where a read is spoilt: nothing that the client could do would mend it', () => {
    expect(aStream().hears('CT01_33~5~finish~4103', 'CT01_13,x,F,1,08:30:00,1,A,1', 'TO~1~2').said()).toEqual([]);
  });

  test('as an error of its own: a person is told once what to do, and the stream goes on', () => {
    const link = aStream().hears('err~start~invalid location', 'err~start~invalid location', 'err~~unknown command', tag(1));
    const told = link.notices.filter((notice) => notice.code === 'ctp01-client-error').map((notice) => notice.text);
    expect(told).toEqual([
      'The client refused "start": invalid location. If reads are missing, compare its locations with the course, and rewind.',
      'The client refused a line of ours: unknown command. Its reads are taken all the same; if none come, look in the timing program.',
    ]);
    expect(link.said()).toEqual([]);
    expect(link.records).toHaveLength(1);
  });

  test('without end: no more than 32 of its errors are told', () => {
    const link = aStream();
    for (let number = 0; number < 1000; number += 1) link.hears(`err~start~error ${number}`);
    expect(link.noticeCodes().filter((code) => code === 'ctp01-client-error')).toHaveLength(32);
  });

  test('in the handshake counts as an answer: the next line follows at once', () => {
    const link = aConnection().hears(greeting);
    for (let line = 0; line < 9; line += 1) link.hears('err~init~not supported');
    expect(link.said()).toEqual([ourGreeting, ...ourSettings, ...ourQuestions]);
  });
});
