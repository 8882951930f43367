/** One line of an IPICO reader's stream. `raw` is the line without its end. */
export type IpicoLine = { raw: Uint8Array } & (
  | ({ kind: 'read' } & IpicoRead)
  | ({ kind: 'gun' } & IpicoClock)
  /** The answer to a clock query. */
  | ({ kind: 'clock' } & IpicoClock)
  /** Any other control frame whose check holds: acknowledgements, status, errors. */
  | ({ kind: 'control' } & IpicoControl)
  /** Banners, and headers that carry no read (`ad`, `ae`). */
  | { kind: 'chatter' }
  | { kind: 'refused'; reason: IpicoRefusal }
);

export type IpicoRead = {
  /** Two hex digits; `00` as delivered, so two readers may share it. */
  readerId: string;
  /** Twelve hex digits as sent; race tags begin with 058. */
  tag: string;
  /** How often the tag was heard on each of the two channels. */
  countI: number;
  countQ: number;
  /** The reader's wall clock with its date, to 10 ms. */
  timeText: string;
  /** Six hex digits (tag index, page, status); null for the short frame. */
  tto: string | null;
};

export type IpicoClock = { readerId: string; timeText: string };

export type IpicoControl = { readerId: string; instruction: string; data: string };

/** Why a line was kept as `refused`. */
export const ipicoRefusals = [
  'bad-length',
  'bad-hex',
  /** The sum over the frame does not hold: bytes were lost or turned on the way. */
  'bad-check',
  'bad-time',
  'unknown-line',
  'line-too-long',
  /** The link ended, or 30 s passed, before the line did. */
  'half-line',
] as const;
export type IpicoRefusal = (typeof ipicoRefusals)[number];

/** Instructions of control frames that we speak. */
export const ipicoInstruction = { setClock: '01', clock: '02', gun: '2c' } as const;
