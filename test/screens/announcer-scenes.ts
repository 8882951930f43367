import type { LiveEvent, LiveRow } from '@chute/protocol';
import type { Page } from 'playwright-core';
import {
  announcedEvent,
  announcedFinisher,
  announcedNowMs,
  announcedOnCourse,
  announcedRows,
  eventWithRecords,
  firstAreInMs,
  rowsAsFirstComeIn,
} from './announced-race.ts';
import type { FakeSource } from './fake-source.ts';
import { field, hostileNames } from './shown-race.ts';

/** What an announcer looks at. `prepare`: what has happened before the look. */
export type AnnouncerScene = {
  name: string;
  event: LiveEvent;
  rows: LiveRow[];
  raceNowMs: number;
  query?: string;
  key?: string;
  /** What tells that the page is there. */
  waitFor?: string;
  prepare?: (page: Page, source: FakeSource) => Promise<unknown>;
};

export const announcerScreens = {
  laptop: { width: 1366, height: 768 },
  wall: { width: 1920, height: 1080 },
  tablet: { width: 1024, height: 768 },
  portrait: { width: 768, height: 1024 },
} as const;
export type AnnouncerScreen = keyof typeof announcerScreens;

const underWay = { event: announcedEvent, rows: announcedRows, raceNowMs: announcedNowMs };
const longNote =
  'Has run every edition since the first, collects for the lifeboat, and has forty nephews and nieces along the course. '.repeat(3);
const hostile = hostileNames.flatMap((name, at) => [
  announcedFinisher(138 + at, { name: name.trim() || null, announce: { phoneticName: name, note: longNote, club: name } }),
  announcedOnCourse(160 + at, { name: name.trim() || null, announce: { phoneticName: name, milestone: longNote } }),
]);
const withHostile = [...announcedRows.filter((row) => !hostile.some((one) => one.participantId === row.participantId)), ...hostile];

const typed = (text: string) => async (page: Page) => {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await page.locator('.found').first().waitFor();
};

export const announcerScenes: readonly AnnouncerScene[] = [
  { name: 'line', ...underWay },
  {
    name: 'held',
    ...underWay,
    prepare: async (page, source) => {
      await page.keyboard.press(' ');
      source.tell({ rows: field(138, 150, announcedFinisher) });
      await page.locator('.waiting-count', { hasText: '12 new' }).waitFor();
    },
  },
  { name: 'find', ...underWay, prepare: typed('de w') },
  {
    name: 'pinned',
    ...underWay,
    prepare: async (page) => {
      await typed('904')(page);
      await page.keyboard.press('Enter');
      await page.locator('.watched .runner').waitFor();
    },
  },
  { name: 'records', event: eventWithRecords, rows: rowsAsFirstComeIn, raceNowMs: firstAreInMs, waitFor: '.coming-facts' },
  { name: 'records-of-groups', event: eventWithRecords, rows: announcedRows, raceNowMs: announcedNowMs, query: '?scene=groups' },
  { name: 'hostile-names', ...underWay, rows: withHostile },
  { name: 'coming', ...underWay, rows: withHostile, query: '?scene=coming' },
  { name: 'leaders', ...underWay, query: '?scene=leaders' },
  { name: 'groups', ...underWay, query: '?scene=groups' },
  { name: 'leads', ...underWay, query: '?scene=leads' },
  { name: 'large', ...underWay, query: '?size=1.6' },
  { name: 'very-large', ...underWay, query: '?size=2' },
  { name: 'nobody-yet', ...underWay, rows: field(0, 40, announcedOnCourse).map((row) => ({ ...row, splits: [] })) },
  { name: 'keys', ...underWay, prepare: (page) => page.keyboard.press('?') },
  { name: 'sign-in', ...underWay, key: 'secret', waitFor: '.sign-in' },
  {
    name: 'link-lost',
    ...underWay,
    prepare: async (page, source) => {
      source.dropFeed();
      await page.locator('.state-word', { hasText: 'Link lost' }).waitFor();
    },
  },
];
