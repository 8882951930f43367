import {
  type DriverOutput,
  type DriverRecord,
  type DriverSession,
  type DriverState,
  type EntryDraft,
  isNoise,
  type Notice,
  type OperatorCommand,
} from '@chute/protocol';
import type { EntryHead, LoggedEntry } from '@chute/timing';
import type { EdgeTime } from '../edge-time.ts';
import type { Connection, ConnectionListener } from './connection.ts';
import { Intake } from './intake.ts';
import type { ReadingPace } from './reading-pace.ts';

/** Where records go: the journal, as far as a decoder is concerned. */
export type RecordSink = {
  append: (draft: EntryDraft, done: (entry: LoggedEntry) => void) => void;
  hasRoom: () => boolean;
  /** Once; the answer takes it back. */
  whenRoom: (run: () => void) => () => void;
};

export type DriverHostSettings = {
  session: DriverSession;
  connection: Connection;
  journal: RecordSink;
  time: EdgeTime;
  /** What every entry written now carries. */
  stamp: () => Stamp;
  notice: (notice: Notice) => void;
  /** For a connection that anyone could have made. */
  pace?: ReadingPace;
};

/**
 * Runs one pure driver session on one connection. What it recorded goes to the journal; only when it is on disk does the session hear `committed`,
 * which is when a family that acknowledges to its decoder does so (R1).
 */
export class DriverHost implements ConnectionListener {
  #at: DriverHostSettings;
  #cancelWake = () => {};
  #cancelRest = () => {};
  #cancelWait = () => {};
  #isClosed = false;
  #hasBroughtReads = false;
  readonly #intake: Intake;

  constructor(settings: DriverHostSettings) {
    this.#at = settings;
    this.#intake = new Intake(settings.connection, (bytes, arrivedAtMs) => this.#hear(bytes, arrivedAtMs));
    this.#obey(settings.session.handle({ type: 'opened', nowMs: this.#nowMs(), peer: settings.connection.peer }));
    // Else each new connection would bring one chunk more than there is room for.
    if (!settings.journal.hasRoom()) this.#awaitDisk();
  }

  bytes(bytes: Uint8Array, arrivedAtMs?: number): void {
    this.#intake.push(bytes, arrivedAtMs);
  }

  /** Whoever speaks like a decoder is one, as far as we can know. */
  hasBroughtReads(): boolean {
    return this.#hasBroughtReads;
  }

  command(command: OperatorCommand): void {
    this.#obey(this.#at.session.handle({ type: 'operator-command', command, nowMs: this.#nowMs() }));
  }

  closed(): void {
    if (this.#isClosed) return;
    this.#intake.readAll();
    this.#obey(this.#at.session.handle({ type: 'closed', nowMs: this.#nowMs() }));
    this.#isClosed = true;
    this.#cancelWake();
    this.#cancelRest();
    this.#cancelWait();
  }

  state(): DriverState {
    return this.#at.session.state();
  }

  #hear(bytes: Uint8Array, arrivedAtMs: number | undefined): void {
    const nowMs = this.#nowMs();
    const outputs = this.#at.session.handle({ type: 'bytes', bytes, nowMs });
    this.#obey(outputs, arrivedAtMs);
    const reads = outputs.filter(looksLikeRead).length;
    this.#hasBroughtReads ||= outputs.some((output) => output.type === 'record' && output.record.kind === 'read');
    const restMs = this.#at.pace?.pauseMs({ bytes: bytes.length, reads, otherWork: outputs.length - reads, nowMs }) ?? 0;
    if (restMs > 0) this.#rest(restMs);
    if (!this.#at.journal.hasRoom()) this.#awaitDisk();
  }

  #rest(ms: number): void {
    this.#intake.stopFor('rest');
    this.#cancelRest();
    this.#cancelRest = this.#at.time.after(Math.ceil(ms), () => this.#intake.goOnAfter('rest'));
  }

  #awaitDisk(): void {
    this.#intake.stopFor('disk');
    this.#cancelWait();
    this.#cancelWait = this.#at.journal.whenRoom(() => this.#intake.goOnAfter('disk'));
  }

  #nowMs(): number {
    return this.#at.time.steadyMs();
  }

  #obey(outputs: readonly DriverOutput[], arrivedAtMs?: number): void {
    for (const output of outputs) this.#do(output, arrivedAtMs);
  }

  #do(output: DriverOutput, arrivedAtMs?: number): void {
    const { connection, notice } = this.#at;
    switch (output.type) {
      case 'record':
        this.#record(output, arrivedAtMs);
        break;
      case 'write':
        if (!this.#isClosed) connection.write(output.bytes);
        break;
      case 'set-line':
        connection.setLine(output.line);
        break;
      case 'close-channel':
        notice({ level: 'info', code: 'channel-closed', text: output.reason, facts: { peer: connection.peer } });
        connection.close();
        break;
      case 'open-channel': {
        const text = 'this decoder asks for a second connection, which this edge does not make';
        notice({ level: 'error', code: 'no-second-channel', text, facts: { host: output.host, port: output.port } });
        break;
      }
      case 'wake-at':
        this.#wakeAt(output.atMs);
        break;
      case 'notice':
        notice(output.notice);
        break;
    }
  }

  #record({ localId, record }: Extract<DriverOutput, { type: 'record' }>, arrivedAtMs?: number): void {
    this.#at.journal.append(draftOf(record, { ...this.#at.stamp(), ...(arrivedAtMs === undefined ? {} : { arrivedAtMs }) }), () => {
      if (!this.#isClosed) this.#obey(this.#at.session.handle({ type: 'committed', localId, nowMs: this.#nowMs() }));
    });
  }

  #wakeAt(atMs: number): void {
    this.#cancelWake();
    const inMs = Math.max(0, atMs - this.#nowMs());
    // Rounded up: a timer that rings early would find nothing due and ring again.
    this.#cancelWake = this.#at.time.after(Math.ceil(inMs), () =>
      this.#obey(this.#at.session.handle({ type: 'tick', nowMs: this.#nowMs() })),
    );
  }
}

/** A read that was refused for a field counts as well: some clients get one wrong in every line. */
function looksLikeRead(output: DriverOutput): boolean {
  return output.type === 'record' && !isNoise(output.record);
}

export type Stamp = Pick<EntryHead, 'sessionId' | 'arrivedAtMs' | 'monotonicMs' | 'bootId'>;

function draftOf(record: DriverRecord, stamp: Stamp): EntryDraft {
  const { buffer, byteOffset, byteLength } = record.raw;
  return { ...record, ...stamp, raw: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
}
