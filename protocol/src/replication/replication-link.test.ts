import { describe, expect, test } from 'vitest';
import { anEnd, batchOf, hashOf, partial, sentBy, whole } from '../testing/link-end.ts';

const [ours, theirs] = ['journal-of-ours', 'journal-of-theirs'];

describe('what is stated, and when', () => {
  test('an edge states all it holds when the link opens, again until it is answered, and from time to time after', () => {
    const edge = anEnd('edge').writes(ours, 3);
    expect(edge.opens('L1')).toMatchObject([
      { type: 'send-frontier', frontier: { linkId: 'L1', whole: true, eventIds: ['saturday'], journals: [{ journalId: ours, seq: 3 }] } },
    ]);
    expect(edge.at(999)).toEqual([]);
    expect(edge.at(1_000)).toMatchObject([{ type: 'send-frontier' }]);
    edge.hears(whole('L1', edge.position(ours, 3)));
    expect(edge.at(10_999)).toEqual([]);
    expect(edge.at(11_000)).toMatchObject([{ type: 'send-frontier', frontier: { linkId: 'L1', whole: true } }]);
  });

  test('a hub answers a whole frontier with its own, and a partial one with nothing', () => {
    const hub = anEnd('hub').writes(ours, 2);
    expect(hub.hears(whole('L1', hub.position(ours, 2)))).toMatchObject([
      { type: 'send-frontier', frontier: { linkId: 'L1', whole: true, eventIds: [], journals: [{ seq: 2 }] } },
    ]);
    expect(hub.hears(partial('L1', hub.position(ours, 2)))).toEqual([]);
  });

  test('a frontier is stated after the commit and never before', () => {
    const hub = anEnd('hub');
    hub.hears(whole('L1'));
    const batch = batchOf(theirs, { from: 1, count: 3 });
    expect(hub.gets(batch)).toEqual([{ type: 'store', batch }]);
    expect(hub.hasStored(batch)).toMatchObject([
      { type: 'send-frontier', frontier: { whole: false, journals: [{ journalId: theirs, seq: 3 }] } },
    ]);
  });

  test('what was stored from the hub is in the next whole frontier', () => {
    const edge = anEnd('edge').upWith('L1');
    edge.hasStored(batchOf(theirs, { from: 1, count: 3 }));
    expect(edge.at(10_000)).toMatchObject([{ frontier: { whole: true, journals: [{ journalId: theirs, seq: 3 }] } }]);
  });

  test('a batch that would leave a gap is answered with where we really are', () => {
    const hub = anEnd('hub');
    hub.hears(whole('L1'));
    hub.hasStored(batchOf(theirs, { from: 1, count: 3 }));
    expect(hub.hasStored(batchOf(theirs, { from: 7, count: 3 }))).toMatchObject([
      { frontier: { journals: [{ journalId: theirs, seq: 3 }] } },
    ]);
  });

  test('an edge that is moved to another event says at once what it wants', () => {
    const edge = anEnd('edge').upWith('L1');
    edge.eventIds = ['sunday'];
    expect(edge.told({ type: 'held', journals: [] })).toMatchObject([
      { type: 'send-frontier', frontier: { whole: true, eventIds: ['sunday'] } },
    ]);
  });

  test('a hub that has just started stores what it hears on a link it does not know, and answers on it', () => {
    const hub = anEnd('hub');
    expect(hub.hasStored(batchOf(theirs, { from: 1, count: 2, linkId: 'before' }))).toMatchObject([
      { frontier: { linkId: 'before', journals: [{ seq: 2 }] } },
    ]);
  });

  test('when the connection is gone nothing is said, not even what was stored meanwhile', () => {
    const edge = anEnd('edge').upWith('L1');
    const batch = batchOf(theirs, { from: 1, count: 1 });
    edge.gets(batch);
    edge.told({ type: 'closed' });
    expect([...edge.told({ type: 'stored', journal: edge.disk.store(batch) }), ...edge.at(60_000)]).toEqual([]);
    expect(edge.opens('L2')).toMatchObject([{ frontier: { journals: [{ journalId: theirs, seq: 1 }] } }]);
  });

  test('the backlog is what the hub has not stated, and says when the hub was not heard yet', () => {
    const edge = anEnd('edge').writes(ours, 20);
    edge.opens('L1');
    expect(edge.link.backlog()).toEqual({ entries: 20, peerKnown: false });
    edge.hears(whole('L1', edge.position(ours, 5)));
    expect(edge.link.backlog()).toEqual({ entries: 15, peerKnown: true });
    expect([edge.link.peerSeqOf(ours), edge.link.peerSeqOf('another')]).toEqual([5, 0]);
  });
});

describe('what is sent', () => {
  test('what the peer lacks goes out, at most four batches beyond its frontier', () => {
    const edge = anEnd('edge').upWith('L1').writes(ours, 100);
    expect(sentBy(edge.onDisk(ours))).toEqual([
      [1, 10],
      [11, 20],
      [21, 30],
      [31, 40],
    ]);
    expect(sentBy(edge.hears(partial('L1', edge.position(ours, 10))))).toEqual([[41, 50]]);
    expect(sentBy(edge.hears(partial('L1', edge.position(ours, 40))))).toEqual([
      [51, 60],
      [61, 70],
      [71, 80],
    ]);
  });

  test('a journal that the peer did not list is sent only once it has listed all it holds', () => {
    const hub = anEnd('hub').writes(ours, 5);
    expect(sentBy(hub.hears(partial('L1', hub.position(theirs, 0))))).toEqual([]);
    expect(sentBy(hub.hears(whole('L1')))).toEqual([[1, 5]]);
  });

  test('a live read does not wait behind the backlog of an older journal', () => {
    const edge = anEnd('edge', { window: 1 }).upWith('L1').writes('old', 100).writes('live', 1);
    edge.onDisk('old');
    edge.onDisk('live');
    const next = edge.hears(partial('L1', edge.position('old', 10)));
    expect(next).toMatchObject([{ type: 'send-batch', batch: { journalId: 'live', fromSeq: 1 } }]);
  });

  test('what the peer itself sent us is not sent back, unless it says later that it lacks it', () => {
    const edge = anEnd('edge').upWith('L1');
    edge.hasStored(batchOf(theirs, { from: 1, count: 5 }));
    expect(sentBy(edge.onDisk(theirs))).toEqual([]);
    expect(sentBy(edge.hears(whole('L1')))).toEqual([[1, 5]]);
  });

  test('entries that are not there after all are not asked for in a circle', () => {
    const edge = anEnd('edge').upWith('L1');
    const outputs = edge.told({ type: 'held', journals: [{ journalId: ours, seq: 5, hash: 'of 5' }] });
    expect(outputs.filter((output) => output.type === 'send-batch')).toEqual([]);
    expect(edge.fetches).toBe(1);
  });
});

describe('what gets lost is sent again', () => {
  test('after a silence from the stated position, one batch at a time, later and later', () => {
    const edge = anEnd('edge', { refreshMs: 1_000_000 }).upWith('L1').writes(ours, 100);
    edge.onDisk(ours);
    expect(sentBy(edge.at(999))).toEqual([]);
    expect(sentBy(edge.at(1_000))).toEqual([[1, 10]]);
    expect(sentBy(edge.at(2_999))).toEqual([]);
    expect(sentBy(edge.at(3_000))).toEqual([[1, 10]]);
    expect(sentBy(edge.hears(partial('L1', edge.position(ours, 20))))).toEqual([
      [21, 30],
      [31, 40],
      [41, 50],
      [51, 60],
    ]);
  });

  test('many edges do not come back at one instant', () => {
    const edge = anEnd('edge', { refreshMs: 1_000_000, jitter: () => 0.8 })
      .upWith('L1')
      .writes(ours, 1);
    edge.onDisk(ours);
    expect(sentBy(edge.at(1_199))).toEqual([]);
    expect(sentBy(edge.at(1_200))).toEqual([[1, 1]]);
  });

  test('a position stated again means a hole: back to it at once, and only once', () => {
    const edge = anEnd('edge').upWith('L1').writes(ours, 30);
    edge.onDisk(ours);
    edge.hears(partial('L1', edge.position(ours, 10)));
    expect(sentBy(edge.hears(partial('L1', edge.position(ours, 10))))).toEqual([
      [11, 20],
      [21, 30],
    ]);
    expect(sentBy(edge.hears(partial('L1', edge.position(ours, 10))))).toEqual([]);
  });

  test('a lost batch of a quiet journal is sent again while another journal is busy', () => {
    const edge = anEnd('edge').upWith('L1').writes('quiet', 1).writes('busy', 1);
    edge.onDisk('quiet');
    edge.onDisk('busy');
    for (let seq = 1; seq <= 3; seq += 1) {
      edge.at(seq * 300);
      edge.hears(partial('L1', edge.position('busy', seq)));
      edge.writes('busy', 1).onDisk('busy');
    }
    expect(edge.at(1_000)).toMatchObject([{ type: 'send-batch', batch: { journalId: 'quiet' } }]);
  });

  test('a link on which the hub stays silent is given up for a new one', () => {
    const edge = anEnd('edge', { newLinkId: () => 'L2' });
    edge.opens('L1');
    const asked = [1_000, 3_000, 7_000, 15_000].flatMap((atMs) => edge.at(atMs));
    expect(asked.map((output) => output.type === 'send-frontier' && output.frontier.linkId)).toEqual(['L1', 'L1', 'L1', 'L2']);
  });
});

describe('whom to believe', () => {
  test('a hub restored from a backup holds less, is believed on its new link, and gets the rest again', () => {
    const edge = anEnd('edge').upWith('L1').writes(ours, 20);
    edge.onDisk(ours);
    edge.hears(partial('L1', edge.position(ours, 20)));
    edge.told({ type: 'closed' });
    edge.opens('L2');
    expect(sentBy(edge.hears(whole('L2', edge.position(ours, 5), { storeId: 'restored' })))).toEqual([[6, 15]]);
    expect(sentBy(edge.hears(partial('L2', edge.position(ours, 15), { storeId: 'restored' })))).toEqual([[16, 20]]);
  });

  test('a few live reads wait for the answer to what is under way, and then go as one batch', () => {
    const edge = anEnd('edge').upWith('L1').writes(ours, 3);
    expect(sentBy(edge.onDisk(ours))).toEqual([[1, 3]]);
    expect(sentBy(edge.writes(ours, 1).onDisk(ours))).toEqual([]);
    expect(sentBy(edge.writes(ours, 1).onDisk(ours))).toEqual([]);
    expect(sentBy(edge.hears(partial('L1', edge.position(ours, 3))))).toEqual([[4, 5]]);
  });

  test('within one link a lower frontier is late, and nothing is sent again for it', () => {
    const edge = anEnd('edge').upWith('L1').writes(ours, 20);
    edge.onDisk(ours);
    edge.hears(partial('L1', edge.position(ours, 20)));
    expect(edge.hears(partial('L1', edge.position(ours, 10)))).toEqual([]);
    expect(edge.hears(whole('L1', edge.position(ours, 10)))).toEqual([]);
    expect(edge.link.backlog().entries).toBe(0);
  });

  test('a hub that has heard a newer link never believes the older one again', () => {
    const hub = anEnd('hub').writes(ours, 5);
    hub.hears(whole('L1', hub.position(ours, 5)));
    expect(sentBy(hub.hears(whole('L2', hub.position(ours, 2))))).toEqual([[3, 5]]);
    expect(hub.hears(whole('L1', hub.position(ours, 5)))).toEqual([]);
    expect(sentBy(hub.at(1_000))).toEqual([[3, 5]]);
  });

  test('an edge believes nothing that was said on another link than its own', () => {
    const edge = anEnd('edge').writes(ours, 3);
    edge.opens('L2');
    expect(edge.hears(whole('L1'))).toEqual([]);
    expect(edge.gets(batchOf(theirs, { from: 1, count: 1, linkId: 'L1' }))).toEqual([]);
  });

  test('two hubs on one link cannot be told apart, so the edge takes a new link', () => {
    const edge = anEnd('edge', { newLinkId: () => 'L2' })
      .upWith('L1')
      .writes(ours, 5);
    edge.onDisk(ours);
    edge.at(2_000);
    expect(sentBy(edge.hears(whole('L1', { storeId: 'restored' })))).toEqual([[1, 5]]);
    expect(edge.hears(partial('L1', edge.position(ours, 5)))).toMatchObject([
      { type: 'send-frontier', frontier: { linkId: 'L2', whole: true } },
    ]);
  });

  test('a batch whose entries do not follow one another is not for the disk', () => {
    const edge = anEnd('edge').upWith('L1');
    const batch = batchOf(theirs, { from: 1, count: 3 });
    expect(edge.gets({ ...batch, entries: batch.entries.toReversed() })).toEqual([]);
  });
});

describe('an old copy of a disk is noticed', () => {
  const isOurs = (journalId: string) => journalId === ours;

  test('when the hub holds more of the journal we write, a person is told and nothing of it moves', () => {
    const edge = anEnd('edge', { isOurs }).writes(ours, 5);
    edge.opens('L1');
    const beyond = { journalId: ours, seq: 9, hash: hashOf(ours, 9) };
    expect(edge.hears(whole('L1', beyond))).toEqual([{ type: 'diverged', journalId: ours, peerSeq: 9, reason: 'beyond-our-end' }]);
    expect(edge.hears(whole('L1', beyond))).toEqual([]);
    expect(edge.gets(batchOf(ours, { from: 6, count: 4 }))).toEqual([]);
  });

  test('once that journal is sealed, the rest of it comes back', () => {
    let sealed = false;
    const edge = anEnd('edge', { isOurs: (journalId) => isOurs(journalId) && !sealed }).writes(ours, 5);
    edge.opens('L1');
    edge.hears(whole('L1', { journalId: ours, seq: 9, hash: hashOf(ours, 9) }));
    sealed = true;
    const batch = batchOf(ours, { from: 6, count: 4 });
    expect(edge.gets(batch)).toEqual([{ type: 'store', batch }]);
  });

  test('another hash at the same sequence is told once, and stops this journal only', () => {
    const edge = anEnd('edge').writes(ours, 5).writes('other', 5);
    edge.opens('L1');
    const outputs = edge.hears(whole('L1', { journalId: ours, seq: 5, hash: 'f'.repeat(64) }));
    expect(outputs).toMatchObject([
      { type: 'diverged', journalId: ours, peerSeq: 5, reason: 'other-hash' },
      { type: 'send-batch', batch: { journalId: 'other' } },
    ]);
    edge.writes(ours, 1);
    expect(edge.onDisk(ours)).toEqual([]);
  });

  test('another hash further back is found when sending, and when receiving', () => {
    const sending = anEnd('edge').writes(ours, 5);
    sending.opens('L1');
    expect(sending.hears(whole('L1', { journalId: ours, seq: 3, hash: 'f'.repeat(64) }))).toMatchObject([
      { type: 'diverged', reason: 'other-hash', peerSeq: 3 },
    ]);
    const receiving = anEnd('edge').upWith('L1').writes(theirs, 3);
    receiving.onDisk(theirs);
    expect(receiving.gets({ ...batchOf(theirs, { from: 4, count: 1 }), prevHash: 'f'.repeat(64) })).toMatchObject([
      { type: 'diverged', reason: 'other-hash', peerSeq: 4 },
    ]);
  });
});
