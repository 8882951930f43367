import { describe, expect, test } from 'vitest';
import { aConnection, aStream, greeting, ourGreeting, ourQuestions, ourSettings, tag } from '../testing/ctp01-stream.ts';

describe('a stopped stream', () => {
  const listing = 'ack~getlocations~start~finish';

  test('is shown, asks for no gap, and takes in what still comes', () => {
    const link = aStream().hears(listing, tag(1)).operator({ command: 'stop' }).hears(tag(4));
    expect(link.said()).toEqual(['stop']);
    for (let second = 0; second < 60; second += 1) link.waits(1000).hears('ack~ping');
    expect(link.said().filter((line) => line !== 'ping')).toEqual([]);
    expect(link.session.state()).toMatchObject({ phase: 'stopped', gaps: [{ location: 'finish', fromSeq: 2, toSeq: 3 }] });
    expect(link.records).toHaveLength(2);
  });

  test('goes on after the last line of each location, and then asks for what is missing', () => {
    const link = aStream().hears(listing, tag(1), tag(4)).operator({ command: 'stop' }).waits(5000).operator({ command: 'start' });
    expect(link.said()).toEqual(['stop', 'getlocations', 'start~start', 'start~finish~5']);
    expect(link.waits(1000).said()).toEqual(['start~finish~2']);
    expect(link.session.state().phase).toBe('streaming');
  });

  test('of a client that lists nothing is started as a whole', () => {
    const link = aStream().hears(tag(1)).operator({ command: 'stop' }).operator({ command: 'start' });
    expect(link.said()).toEqual(['stop', 'getlocations', 'start']);
  });

  test('includes a location that was plugged in meanwhile once it goes on', () => {
    const link = aStream().hears(listing).operator({ command: 'stop' }).hears('CT01_33~4~30k~newlocation~07:20:00.00~0~ED932A~0');
    expect(link.waits(5000).said()).toEqual(['stop', 'getlocations']);
    link.operator({ command: 'start' });
    expect(link.said()).toEqual(['getlocations', 'start~start', 'start~finish', 'start~30k']);
    expect(link.hears('ack~getlocations~start~finish~30k~40k').said()).toEqual(['start~40k']);
  });

  test('is not rewound: a rewind would start it', () => {
    const link = aStream().operator({ command: 'stop' }).operator({ command: 'rewind', location: null, fromSeq: null });
    expect(link.said()).toEqual(['stop']);
    expect(link.noticeCodes().at(-1)).toBe('ctp01-is-stopped');
  });

  test('stays stopped when the client greets again on the same connection', () => {
    const link = aStream().operator({ command: 'stop' }).hears(greeting).waits(2000);
    expect(link.said()).toEqual(['stop', ourGreeting, ...ourSettings, 'geteventinfo', 'getlocations']);
    expect(link.session.state().phase).toBe('stopped');
  });

  test('that was stopped in the middle of the handshake ends stopped', () => {
    const link = aConnection().hears(greeting).operator({ command: 'stop' }).waits(2000);
    expect(link.said()).toEqual([ourGreeting, ...ourSettings, ...ourQuestions, 'stop']);
  });

  test('streams after all when the client refuses to stop', () => {
    const link = aStream().operator({ command: 'stop' }).hears('err~stop~not supported');
    expect(link.session.state().phase).toBe('streaming');
    expect(link.notices.at(-1)!.text).toBe('The client refused "stop": not supported. It goes on sending; what comes is kept.');
  });

  test('can be the wish of the client: it is told, the link stays, and the next read ends it', () => {
    const link = aStream().hears(tag(1), tag(4), 'stop').waits(5000);
    expect(link.said()).toEqual(['ack~stop']);
    expect(link.session.state().phase).toBe('stopped');
    expect(link.noticeCodes()).toContain('ctp01-client-stopped');
    link.hears(tag(5)).waits(1000);
    expect(link.session.state().phase).toBe('streaming');
    expect(link.said()).toEqual(['start~finish~2']);
  });

  test('of a client can be ended by its own start, or by us', () => {
    const link = aStream().hears('stop~finish');
    expect(link.session.state().phase).toBe('streaming');
    expect(link.hears('stop', 'start~finish').session.state().phase).toBe('streaming');
    expect(link.said()).toEqual(['ack~stop~finish', 'ack~stop', 'ack~start~finish']);
    link.hears('stop').operator({ command: 'start' });
    expect(link.said()).toEqual(['ack~stop', 'getlocations', 'start']);
  });
});
