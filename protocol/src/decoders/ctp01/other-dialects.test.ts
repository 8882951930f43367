import { describe, expect, test } from 'vitest';
import { aConnection, aStream, tag } from '../testing/ctp01-stream.ts';

describe('older lines', () => {
  const observation = (seq: number) => `TO~${seq}~A1B2C3~FINISH~EV1~1775977201.31~RDR1~2~-58~912~RAW~1`;

  test.each([
    'CT01_33~24~START~50101~15:54:48.90~1~117F37~8',
    'CT01_13~24~START~50101~15:54:48.90~1~117F37~8',
    'CT01_13,24,START,50101,15:54:48.90,1,117F37,8',
  ])('%s is the same read', (line) => {
    const { raw: _raw, ...record } = aStream().hears(line).records[0]!;
    expect(record).toEqual({
      kind: 'read',
      clockId: 'ctp01:117F37',
      timeText: '15:54:48.90',
      location: 'START',
      ident: '50101',
      identIs: 'auto',
      sourceSeq: 24,
      reader: '117F37',
      antenna: 8,
      count: 1,
    });
  });

  test('of a sender that never greets are read, gun and all', () => {
    const lines = 'CT01_13,1,START,guntime,07:00:00.00,0,DF239A,0\nCT01_13,2,START,50101,07:00:04.10,1,117F37,8\n';
    const link = aConnection().hearsBytes(new TextEncoder().encode(lines));
    expect(link.records).toMatchObject([{ kind: 'gun', location: 'START' }, { kind: 'read' }]);
  });

  test('are told to a person, once', () => {
    const link = aStream().hears(observation(1), observation(2), tag(3));
    expect(link.notices.filter((notice) => notice.code === 'ctp01-dialect').map((notice) => notice.facts)).toEqual([{ dialect: 'TO' }]);
  });

  test('a TO line gets its OK when it is on disk, never before; a spoilt one gets none', () => {
    const link = aStream().hears(observation(1), 'TO~2~spoilt', tag(3), observation(4));
    expect(link.said()).toEqual([]);
    link.commits(1);
    expect(link.said()).toEqual(['OK']);
    link.commits(2).commits(3);
    expect(link.said()).toEqual([]);
    link.commits(4).commits(4);
    expect(link.said()).toEqual(['OK']);
  });

  test('a heartbeat comes back, but no faster than once a second', () => {
    const link = aStream().hears('8', '8', '8');
    expect(link.said()).toEqual(['8']);
    expect(link.waits(1000).hears('8').said()).toEqual(['8']);
    expect(link.records).toEqual([]);
  });
});
