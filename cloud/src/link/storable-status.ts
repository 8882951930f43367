import { edgeStatusMessageSchema } from '@chute/protocol';

/** What an edge says of itself is a page, not a book. */
export const statusBytesMax = 64 * 1024;

/** A status as the database can keep it: jsonb holds no NUL and no half of a character, and neither of us follows nesting without end. */
export const storableStatusSchema = edgeStatusMessageSchema.refine(
  isStorable,
  'is too long, too deep, or holds text that no database takes',
);

function isStorable(status: object): boolean {
  try {
    const text = JSON.stringify(status);
    return text.length <= statusBytesMax && !/\\u(0000|d[89a-f])/i.test(text);
  } catch {
    return false; // nested so deep that it cannot even be written down
  }
}
