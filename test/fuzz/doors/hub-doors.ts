import { ask } from '../../lib/house.ts';
import type { Door } from './knock.ts';
import { type Schema, sampleOf } from './sample-of.ts';

type Operation = { requestBody?: { content: Record<string, { schema: Schema }> } };
type Description = { paths: Record<string, Record<string, Operation>>; components?: { schemas?: Record<string, Schema> } };

/** Every route of the hub that changes something, as its own router describes it. */
export async function hubDoors(hubUrl: string, ids: Record<string, string>): Promise<Door[]> {
  const { paths, components } = await ask<Description>(`${hubUrl}/openapi.json`);
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]): Door[] => {
      if (!['post', 'put', 'patch'].includes(method)) return [];
      const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
      const url = hubUrl + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '01990000-0000-7000-8000-00000000dead');
      return [{ method: method.toUpperCase(), url, sample: schema ? sampleOf(schema, components?.schemas ?? {}) : {} }];
    }),
  );
}
