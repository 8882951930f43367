import type { Picture } from '../../picture/feed.ts';
import { raceClocks } from '../../picture/race-clocks.ts';
import { RaceClock } from './race-clock.tsx';

type NobodyYetProps = { picture: Picture; raceId: string | null; raceNowMs: () => number | null };

/** Before the first finisher: the clock, and who is on the way. */
export function NobodyYet({ picture, raceId, raceNowMs }: NobodyYetProps) {
  const { onCourse, entered } = picture.standings.counts(raceId);
  const [face] = raceClocks(picture.event, raceId, 1);
  return (
    <article className="newest nobody-yet">
      <h2 className="newest-label">Waiting for the first finisher</h2>
      {face && <RaceClock face={face} raceNowMs={raceNowMs} />}
      <p className="nobody-yet-words soft">{onCourse > 0 ? `${onCourse} of ${entered} are on the course` : `${entered} are entered`}</p>
    </article>
  );
}
