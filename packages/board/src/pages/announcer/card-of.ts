import type { LiveRow } from '@chute/protocol';
import { factsOf } from '../../picture/announcer/facts.ts';
import type { Picture } from '../../picture/feed.ts';
import { nameOrBib } from '../../picture/place-words.ts';
import type { RunnerCardProps } from './parts/runner-card.tsx';
import { aboutWords, standingWords, timeOf } from './runner-words.ts';

/** What is to be read of one runner. `expectedMs`: the time a projection gives to one who is on the way. */
export function cardOf(row: LiveRow, picture: Picture, expectedMs: number | null = null): RunnerCardProps {
  return {
    bib: row.bib,
    name: nameOrBib(row),
    phonetic: row.announce?.phoneticName ?? null,
    time: timeOf(row),
    standing: standingWords(row, picture),
    about: aboutWords(row, picture.event),
    facts: factsOf(row, expectedMs),
  };
}
