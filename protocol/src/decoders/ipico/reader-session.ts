import { LineSplitter } from '../line-splitter.ts';
import type { PlayerInput, PlayerOutput, PlayerSession } from '../session.ts';
import type { WallMs } from '../wall-clock.ts';
import { wallMsOfSetting } from './clock.ts';
import { parseIpicoLine } from './decode.ts';
import { encodeIpico, type IpicoSaid } from './encode.ts';
import { ipicoInstruction } from './line.ts';
import { clockSetTakesMs } from './settings.ts';

/** What the simulator's reader says by itself: a read, a gun, or bytes as they were recorded. */
export type IpicoPlayedLine = Extract<IpicoSaid, { kind: 'read' | 'gun' }> | { kind: 'raw'; raw: Uint8Array };

export type IpicoReaderSettings = {
  readerId: string;
  /** What the reader's clock shows at a moment of `nowMs`, before anyone set it. */
  wallMsAt: (nowMs: number) => WallMs;
};

/** An IPICO reader as the simulator plays it: sends reads unasked, tells its time, lets it be set. */
export function createIpicoReaderSession(settings: IpicoReaderSettings): PlayerSession<IpicoPlayedLine> {
  const lines = new LineSplitter();
  let setByMs = 0;

  function answer(text: Uint8Array, nowMs: number): Uint8Array[] {
    const line = parseIpicoLine({ bytes: text, tooLong: false });
    if (line?.kind !== 'control') return [];
    const { readerId } = settings;
    const shownMs = settings.wallMsAt(nowMs) + setByMs;
    if (line.instruction === ipicoInstruction.clock) return [encodeIpico({ kind: 'clock', readerId, wallMs: shownMs })];
    const wanted = line.instruction === ipicoInstruction.setClock ? wallMsOfSetting(line.data) : null;
    if (wanted === null) return [];
    setByMs += wanted - (shownMs + clockSetTakesMs);
    return [encodeIpico({ kind: 'clock-set-done', readerId })];
  }

  function handle(input: PlayerInput<IpicoPlayedLine>): PlayerOutput[] {
    const said =
      input.type === 'bytes'
        ? lines.push(input.bytes).flatMap((line) => answer(line.bytes, input.nowMs))
        : input.type === 'play'
          ? [input.line.kind === 'raw' ? input.line.raw : encodeIpico(input.line)]
          : [];
    return said.map((bytes) => ({ type: 'write', bytes }));
  }

  return { handle };
}
