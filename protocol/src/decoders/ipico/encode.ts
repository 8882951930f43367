import { bytesFromText } from '../text.ts';
import type { WallMs } from '../wall-clock.ts';
import { lrc } from './check.ts';
import { ipicoClockDigits } from './clock.ts';
import { ipicoInstruction } from './line.ts';

export type IpicoSaid =
  | {
      kind: 'read';
      readerId: string;
      tag: string;
      countI: number;
      countQ: number;
      /** The reader's wall clock (`wall-clock.ts`); below 10 ms is cut. */
      wallMs: WallMs;
      tto?: string;
      suffix?: 'FS' | 'LS';
    }
  | { kind: 'clock'; readerId: string; wallMs: WallMs }
  | { kind: 'gun'; readerId: string; wallMs: WallMs }
  | { kind: 'clock-query' | 'clock-set-done'; readerId: string }
  /** Whole seconds only. */
  | { kind: 'set-clock'; readerId: string; wallMs: WallMs };

/** The line with its CR LF, in lower case as readers write it. */
export function encodeIpico(said: IpicoSaid): Uint8Array {
  return bytesFromText(`${frameOf(said)}\r\n`);
}

function frameOf(said: IpicoSaid): string {
  switch (said.kind) {
    case 'read':
      return readFrame(said);
    case 'clock':
      return control(said.readerId, ipicoInstruction.clock, `${clockData(said.wallMs)}${readerConfiguration}`);
    case 'gun':
      return control(said.readerId, ipicoInstruction.gun, `${clockData(said.wallMs)}${readerConfiguration}82`);
    case 'clock-query':
      return control(said.readerId, ipicoInstruction.clock, '');
    case 'clock-set-done':
      return control(said.readerId, ipicoInstruction.setClock, '');
    case 'set-clock':
      return control(said.readerId, ipicoInstruction.setClock, clockData(said.wallMs).slice(0, 14));
  }
}

/** The byte behind the hundredths, as readers in the field send it. */
const readerConfiguration = '27';

function readFrame(said: Extract<IpicoSaid, { kind: 'read' }>): string {
  const { date, time, hundredths } = ipicoClockDigits(said.wallMs);
  const body = `${said.readerId}${said.tag}${hexByte(said.countI)}${hexByte(said.countQ)}${date}${time}${hundredths}${said.tto ?? ''}`;
  return `aa${body}${lrc(body)}${said.suffix ?? ''}`;
}

function clockData(wallMs: WallMs): string {
  const { date, weekday, time, hundredths } = ipicoClockDigits(wallMs);
  return `${date}${weekday}${time}${hundredths}`;
}

function control(readerId: string, instruction: string, data: string): string {
  const body = `${readerId}${hexByte(data.length / 2)}${instruction}${data}`;
  return `ab${body}${lrc(body)}`;
}

function hexByte(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0');
}
