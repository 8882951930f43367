import {
  type Ctp01PlayedLine,
  createCtp01ClientSession,
  createCtp01ServerSession,
  createIpicoReaderSession,
  createIpicoSession,
  ctp01Refusals,
  type DecoderFamilyName,
  type DriverSession,
  type IpicoPlayedLine,
  ipicoRefusals,
  type PlayerSession,
} from '@chute/protocol';
import type { Dice } from '../dice.ts';
import { mutatedCtp01Line, soundCtp01Line } from './ctp01-line.ts';
import { mutatedIpicoLine, soundIpicoLine } from './ipico-line.ts';

export type FamilyUnderTest = {
  refusals: readonly string[];
  /** `ident`: of a read that has to be heard. */
  sound: (dice: Dice, ident?: string) => Buffer;
  mutated: (dice: Dice, sound: Buffer) => Buffer;
  /** The edge's end of the wire, and the simulator's. */
  session: () => DriverSession;
  player: () => PlayerSession<Ctp01PlayedLine> | PlayerSession<IpicoPlayedLine>;
};

export const familiesUnderTest: Record<DecoderFamilyName, FamilyUnderTest> = {
  ctp01: {
    refusals: ctp01Refusals,
    sound: soundCtp01Line,
    mutated: mutatedCtp01Line,
    session: () => createCtp01ServerSession(),
    player: () => createCtp01ClientSession({ linesFrom: () => [] }),
  },
  ipico: {
    refusals: ipicoRefusals,
    sound: soundIpicoLine,
    mutated: mutatedIpicoLine,
    session: () => createIpicoSession({ location: 'FINISH' }),
    player: () => createIpicoReaderSession({ readerId: '00', wallMsAt: (nowMs) => nowMs }),
  },
};
