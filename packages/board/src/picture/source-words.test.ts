import { expect, test } from 'vitest';
import { type FollowedSource, sourceWords, whereFrom } from './source-words.ts';

const at = (time: string) => Date.parse(`2026-09-20T${time}Z`);
const hub = { host: 'results.example', kind: 'hub', isWell: true } as const;
const edge = { host: '192.0.2.7:8080', kind: 'edge', isWell: true } as const;
const lostHub = { ...hub, isWell: false };

test('on its best source a page says nothing of sources', () => {
  expect(said(whereFrom({ sources: [hub, edge], followed: 0, before: null, nowMs: 0 }))).toBeNull();
});

test('who has moved says where to and since when, and that the first one is back before it goes back', () => {
  const away = whereFrom({ sources: [lostHub, edge], followed: 1, before: null, nowMs: at('08:41:20') });
  expect(said(away)).toBe('Now from the edge 192.0.2.7:8080; the hub is away since 10:41');
  const stillAway = whereFrom({ sources: [lostHub, edge], followed: 1, before: away, nowMs: at('08:43:00') });
  expect(stillAway).toBe(away);
  const back = whereFrom({ sources: [hub, edge], followed: 1, before: away, nowMs: at('08:44:01') });
  expect(said(back)).toBe('Now from the edge 192.0.2.7:8080; the hub is back since 10:44 and is being looked at');
  const lostAgain = whereFrom({ sources: [lostHub, edge], followed: 1, before: back, nowMs: at('08:45:00') });
  expect(said(lostAgain)).toMatch(/the hub is away since 10:45$/);
});

test('of two edges each is named, and of one that never answered only where it is', () => {
  const spare = { host: '192.0.2.8:8080', kind: 'edge', isWell: false } as const;
  expect(said(whereFrom({ sources: [spare, edge], followed: 1, before: null, nowMs: at('08:00:00') }))).toMatch(
    /; the edge 192\.0\.2\.8:8080 is away/,
  );
  const unheard = { ...spare, kind: null };
  expect(said(whereFrom({ sources: [unheard, edge], followed: 1, before: null, nowMs: at('08:00:00') }))).toMatch(
    /; 192\.0\.2\.8:8080 is away/,
  );
});

const said = (from: FollowedSource) => sourceWords(from, 'Europe/Amsterdam');
