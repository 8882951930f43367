import { z } from 'zod';
import { Problem } from './problem.ts';

/** Every list: `limit` at most 500, and the `next_cursor` of the page before. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'Rows a page, 500 at most', example: 100 }),
  cursor: z.string().max(500).optional().meta({ description: '`next_cursor` of the page before' }),
};

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** Where a page ended: the values that the list is ordered by, in that order. */
export type PagePosition = (string | number | null)[];

/**
 * The position as the caller carries it. It names its list (route, filters and sort), so that a cursor of one list is refused by another;
 * the tenant is in every `where`, so a foreign cursor shows nothing.
 */
export function cursorText(list: string, position: PagePosition): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

export function cursorPosition(list: string, cursor: string | undefined): PagePosition | null {
  if (cursor === undefined) return null;
  const parsed = positionSchema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success && parsed.data[0] === list) return parsed.data.slice(1);
  throw new Problem('bad-request', {
    detail: 'this cursor is not of this list',
    errors: [{ path: 'query.cursor', message: 'is not of this list' }],
  });
}

/** One row more than asked for was read: it says whether there is a next page. */
export function pageFrom<Row, Item>(
  rows: Row[],
  { list, limit, item, position }: Page<Row, Item>,
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), next_cursor: rows.length > limit && last ? cursorText(list, position(last)) : null };
}

type Page<Row, Item> = { list: string; limit: number; item: (row: Row) => Item; position: (row: Row) => PagePosition };

const positionSchema = z.array(z.union([z.string(), z.number(), z.null()])).min(2);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
