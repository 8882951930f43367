/** What of OpenAPI's schemas our routes use. */
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  minimum?: number;
};

/** A body that might pass: it brings a fuzzer past the first check. */
export function sampleOf(schema: Schema, named: Record<string, Schema>): unknown {
  if (schema.$ref) return sampleOf(named[schema.$ref.split('/').at(-1)!] ?? {}, named);
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (first) return sampleOf(first, named);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'array') return [sampleOf(schema.items ?? {}, named)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'string') return samples[schema.format ?? ''] ?? 'Big River';
  const members = Object.entries(schema.properties ?? {});
  return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member, named)]));
}

const samples: Record<string, string> = {
  uuid: '01990000-0000-7000-8000-000000000001',
  date: '2026-09-20',
  'date-time': '2026-09-20T08:00:00.000Z',
  uri: 'http://127.0.0.1:9/',
};
