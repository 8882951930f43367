import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type DecoderFamilyName, type DriverRecord, type DriverSession, decodeStream } from '@chute/protocol';
import { Dice } from '../dice.ts';
import { familiesUnderTest } from './family-under-test.ts';
import { HostileStreams } from './hostile-stream.ts';

export type CodecRunOrder = { family: DecoderFamilyName; inputs: number; seed: number };

export type CodecRun = {
  inputs: number;
  perSecond: number;
  /** How often each reason was given, all reasons of the family. */
  refused: Record<string, number>;
  /** Reads after a stretch of noise that were not heard, or not once. */
  witnessesLost: number;
  /** Streams that read otherwise in pieces than as a whole. */
  readOtherwise: number;
  rssGrowthBytes: number;
};

/** Feeds a family's sessions with hostile streams, each connection a minute after the one before. What throws ends the run. */
export function runCodec({ family: name, inputs, seed }: CodecRunOrder): CodecRun {
  const family = familiesUnderTest[name];
  const dice = new Dice(seed);
  const streams = new HostileStreams(family, dice);
  const refused: Record<string, number> = Object.fromEntries(family.refusals.map((reason) => [reason, 0]));
  const run = { inputs: 0, perSecond: 0, refused, witnessesLost: 0, readOtherwise: 0, rssGrowthBytes: 0 };
  const memory = new MemoryWatch(inputs / 10);
  const beganAtMs = performance.now();
  for (let round = 0; run.inputs < inputs; round += 1) {
    const ident = (round % 0x1_0000_0000).toString(16).padStart(12, '5');
    const stream = streams.next(family.sound(dice, ident));
    const records = heardOn(family.session(), stream.chunks, round * 60_000);
    run.inputs += stream.inputs;
    for (const record of records) if (record.kind === 'refused') refused[record.reason] = (refused[record.reason] ?? 0) + 1;
    if (records.filter((record) => record.kind === 'read' && record.ident === ident).length !== 1) run.witnessesLost += 1;
    if (round % 16 === 0 && !readsAlike(name, stream.bytes, records)) run.readOtherwise += 1;
    if (round % 32 === 0) listenAsPlayer(family.player(), stream.chunks);
    memory.look(run.inputs);
  }
  run.perSecond = Math.round(run.inputs / ((performance.now() - beganAtMs) / 1000));
  run.rssGrowthBytes = memory.growthBytes;
  return run;
}

function heardOn(session: DriverSession, chunks: readonly Buffer[], nowMs: number): DriverRecord[] {
  const records: DriverRecord[] = [];
  const give = (outputs: ReturnType<DriverSession['handle']>) => {
    for (const output of outputs) if (output.type === 'record') records.push(output.record);
  };
  give(session.handle({ type: 'opened', nowMs, peer: '10.0.0.7:50412' }));
  for (const bytes of chunks) give(session.handle({ type: 'bytes', bytes, nowMs }));
  give(session.handle({ type: 'tick', nowMs: nowMs + 10_000 }));
  session.state();
  give(session.handle({ type: 'closed', nowMs: nowMs + 20_000 }));
  return records;
}

/** A stream is what it is however it was cut; only its last, unfinished line is judged by whoever knows that nothing follows. */
function readsAlike(family: DecoderFamilyName, bytes: Buffer, records: readonly DriverRecord[]): boolean {
  const whole = decodeStream(family, bytes, { transitions: [], arrivedAtMs: 0, location: 'FINISH' });
  const kept = whole.filter(({ kind }) => kind !== 'notice').map(({ kind, reason, time_text }) => `${kind} ${reason ?? time_text}`);
  const heard = records
    .filter(({ kind }) => kind !== 'clock-check')
    .map((record) => `${record.kind} ${record.kind === 'refused' ? record.reason : record.timeText}`);
  if (heard.at(-1) === 'refused half-line') heard.pop();
  return heard.every((line, at) => line === kept[at]) && kept.length - heard.length <= 1;
}

function listenAsPlayer(
  player: { handle(input: { type: 'bytes'; bytes: Uint8Array; nowMs: number }): unknown },
  chunks: readonly Buffer[],
): void {
  for (const bytes of chunks) player.handle({ type: 'bytes', bytes, nowMs: 0 });
}

/** Growth of this process's memory since it was warm, with garbage put out before each look. */
class MemoryWatch {
  readonly #warmAfter: number;
  readonly #putOutGarbage: () => void;
  #warmBytes = 0;
  #nextLook: number;
  growthBytes = 0;

  constructor(warmAfter: number) {
    setFlagsFromString('--expose-gc');
    this.#putOutGarbage = runInNewContext('gc') as () => void;
    this.#warmAfter = warmAfter;
    this.#nextLook = warmAfter;
  }

  look(inputs: number): void {
    if (inputs < this.#nextLook) return;
    this.#nextLook += this.#warmAfter;
    this.#putOutGarbage();
    const { rss } = process.memoryUsage();
    if (this.#warmBytes === 0) this.#warmBytes = rss;
    this.growthBytes = Math.max(this.growthBytes, rss - this.#warmBytes);
  }
}

if (import.meta.main) console.log(JSON.stringify(runCodec(JSON.parse(process.argv[2]!) as CodecRunOrder)));
