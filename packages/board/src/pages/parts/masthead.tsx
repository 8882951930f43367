import type { LiveEvent } from '@chute/protocol';
import { memo } from 'react';
import { raceClocks } from '../../picture/race-clocks.ts';
import { useLayout } from '../use-layout.ts';
import { FitText } from './fit-text.tsx';
import { RaceClock } from './race-clock.tsx';

type MastheadProps = { event: LiveEvent; raceId: string | null; raceNowMs: () => number | null; onRace: (race: number) => void };

export const Masthead = memo(function Masthead({ event, raceId, raceNowMs, onRace }: MastheadProps) {
  const atMost = useLayout() === 'wall' ? 3 : 9;
  const clocks = raceClocks(event, raceId, atMost);
  return (
    <header className="masthead">
      <div className="masthead-name">
        <h1>
          <FitText text={event.name} smallestShare={0.4} />
        </h1>
        {event.races.length > 1 && <RaceSwitch event={event} raceId={raceId} onRace={onRace} />}
      </div>
      <div className="clocks" data-count={clocks.length}>
        {clocks.map((face) => (
          <RaceClock key={face.raceId} face={face} raceNowMs={raceNowMs} />
        ))}
      </div>
    </header>
  );
});

function RaceSwitch({ event, raceId, onRace }: Omit<MastheadProps, 'raceNowMs'>) {
  return (
    <nav className="races" aria-label="Races">
      <button type="button" aria-pressed={raceId === null} onClick={() => onRace(0)}>
        All races
      </button>
      {event.races.map((race, index) => (
        <button type="button" key={race.raceId} aria-pressed={race.raceId === raceId} onClick={() => onRace(index + 1)}>
          {race.name}
        </button>
      ))}
    </nav>
  );
}
