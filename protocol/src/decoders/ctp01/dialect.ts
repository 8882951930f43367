/**
 * How a line that carries a time is written. `CT01_33` is what clients of today send; `CT01_13` is older and has the same fields,
 * on the wire with `~`, in files with commas; `TO` (a tag observation) has others, and names a timer where they name a location.
 */
export const ctp01Dialects = ['CT01_33', 'CT01_13', 'CT01_13-comma', 'TO'] as const;
export type Ctp01Dialect = (typeof ctp01Dialects)[number];

/** The fields of such a line as they stand on the wire. */
export type TagFields = Record<CommonField | ObservationField, string>;
type CommonField = 'seq' | 'location' | 'ident' | 'time' | 'count' | 'reader' | 'antenna';
/** What only `TO` says. */
type ObservationField = 'event' | 'rssi' | 'readerSeq' | 'type';

type Form = { word: string; separator: '~' | ','; fields: readonly (keyof TagFields)[]; mayLackLast: boolean };

const commonFields = ['seq', 'location', 'ident', 'time', 'count', 'reader', 'antenna'] as const;

const forms: Record<Ctp01Dialect, Form> = {
  CT01_33: { word: 'CT01_33', separator: '~', fields: commonFields, mayLackLast: false },
  CT01_13: { word: 'CT01_13', separator: '~', fields: commonFields, mayLackLast: false },
  'CT01_13-comma': { word: 'CT01_13', separator: ',', fields: commonFields, mayLackLast: false },
  TO: {
    word: 'TO',
    separator: '~',
    fields: ['seq', 'ident', 'location', 'event', 'time', 'reader', 'antenna', 'rssi', 'readerSeq', 'type', 'count'],
    mayLackLast: true,
  },
};

export const noObservation: Record<ObservationField, string> = { event: '', rssi: '', readerSeq: '', type: '' };
const noTag: TagFields = { seq: '', location: '', ident: '', time: '', count: '', reader: '', antenna: '', ...noObservation };

/** Null: a line without a time. `unknown`: one of this family, in a dialect that nobody has told us of. */
export function dialectOf(text: string): Ctp01Dialect | 'unknown' | null {
  if (/^CT01_33(~|$)/.test(text)) return 'CT01_33';
  if (/^CT01_13(~|$)/.test(text)) return 'CT01_13';
  if (text.startsWith('CT01_13,')) return 'CT01_13-comma';
  if (text.startsWith('TO~')) return 'TO';
  return /^CT01_\d\d[~,]/.test(text) ? 'unknown' : null;
}

/** Null where the number of fields is wrong. */
export function splitTag(text: string, dialect: Ctp01Dialect): TagFields | null {
  const { separator, fields, mayLackLast } = forms[dialect];
  const values = text.split(separator);
  const missing = fields.length + 1 - values.length;
  if (missing !== 0 && !(mayLackLast && missing === 1)) return null;
  const tag = { ...noTag };
  for (let at = 1; at < values.length; at += 1) tag[fields[at - 1]!] = values[at]!;
  return tag;
}

/** The line without its end. Nothing is escaped on this wire: what would split or end a field is sent as a blank. */
export function joinTag(tag: TagFields, dialect: Ctp01Dialect): string {
  const { word, separator, fields } = forms[dialect];
  return [word, ...fields.map((field) => tag[field].replaceAll(separator, ' ').replace(/[\r\n]/g, ' '))].join(separator);
}
