import type { LiveRow } from '@chute/protocol';
import type { Expected } from '../../picture/announcer/coming-in.ts';
import { factsOf } from '../../picture/announcer/facts.ts';
import type { StandingRecord } from '../../picture/announcer/records.ts';
import type { Picture } from '../../picture/feed.ts';
import { nameOrBib } from '../../picture/place-words.ts';
import type { RunnerCardProps } from './parts/runner-card.tsx';
import { aboutWords, standingWords, timeOf } from './runner-words.ts';

type About = { picture: Picture; records: readonly StandingRecord[]; expected?: Expected | undefined };

/** What is to be read of one runner. `expected`: the times a projection gives to one who is on the way. */
export function cardOf(row: LiveRow, { picture, records, expected }: About): RunnerCardProps {
  return {
    bib: row.bib,
    name: nameOrBib(row),
    phonetic: row.announce?.phoneticName ?? null,
    time: timeOf(row),
    standing: standingWords(row, picture),
    about: aboutWords(row, picture.event),
    facts: factsOf(row, expected, records),
  };
}
