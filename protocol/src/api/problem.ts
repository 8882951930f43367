import { z } from 'zod';

/** Every refusal over HTTP (RFC 9457, `application/problem+json`). `type` ends in a stable code to branch on; `title` and `detail` are for people. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** What was wrong, one by one: `path` reads `body.races.0.name` or `query.limit`. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
  request_id: z.string(),
});
export type ProblemBody = z.infer<typeof problemSchema>;
