import { liveEventSchema, liveRowSchema } from '@chute/protocol';
import { expect, test } from 'vitest';
import { labelOf, valueLabel } from './labels.ts';
import { sampleRace } from './sample-race.ts';
import { setIn } from './set-in.ts';

test('the race to look at is one that a feed could tell, with names that break screens', () => {
  const { event, runners, standings } = sampleRace(1_700_000_000_000);
  expect(liveEventSchema.safeParse(event).error).toBeUndefined();
  for (const { row } of runners) expect(liveRowSchema.safeParse(row).error).toBeUndefined();
  const names = runners.map(({ row }) => row.name ?? '');
  expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(40);
  expect(names.filter((name) => /[\u0590-\u06ff]/.test(name))).toHaveLength(2);
  expect(names).toContain('');
  expect(standings.leaders({ raceId: event.races[0]!.raceId, list: 'overall' }, 3).map(({ place }) => place)).toEqual([1, 2, 3]);
});

test('a setting is called in words, with its unit', () => {
  expect(['sizePx', 'durationMs', 'letterSpacingEm', 'angleDeg', 'isUpperCase'].map(labelOf)).toEqual([
    'Size (px)',
    'Duration (ms)',
    'Letter spacing (em)',
    'Angle (°)',
    'Capitals',
  ]);
  expect(['slide-up', 'place-ordinal', 'sex:F'].map(valueLabel)).toEqual(['Slide up', 'Place overall (22nd)', 'Women']);
});

test('one value deep in a layer is changed, and all else stays the very same', () => {
  const layer = { style: { shadow: { blurPx: 1 } }, columns: [{ field: 'bib' }, { field: 'name' }] };
  const changed = setIn(layer, ['columns', 1, 'field'], 'time') as typeof layer;
  expect(changed.columns).toEqual([{ field: 'bib' }, { field: 'time' }]);
  expect(changed.style).toBe(layer.style);
});
