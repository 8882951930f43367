import type { LiveEvent } from '@chute/protocol';
import type { RecordLine } from '../../../picture/announcer/record-words.ts';
import { raceClocks } from '../../../picture/race-clocks.ts';
import { RaceClock } from '../../parts/race-clock.tsx';
import type { AnnouncerChoices } from '../use-announcer-choices.ts';
import { SceneTabs } from './scene-tabs.tsx';

type AnnouncerHeadProps = {
  event: LiveEvent;
  raceId: string | null;
  records: readonly RecordLine[];
  raceNowMs: () => number | null;
  choices: AnnouncerChoices;
  choose: (change: Partial<AnnouncerChoices>) => void;
  onFind: () => void;
  onSignOut: (() => void) | null;
};

export function AnnouncerHead({ event, raceId, records, raceNowMs, choices, choose, onFind, onSignOut }: AnnouncerHeadProps) {
  return (
    <header className="announcer-head">
      <div className="announcer-title">
        <h1>{event.name}</h1>
        {event.races.length > 1 && (
          <label className="race-choice">
            <span className="sr-only">Race</span>
            <select value={choices.race} onChange={({ target }) => choose({ race: Number(target.value) })}>
              <option value={0}>All races</option>
              {event.races.map(({ raceId: id, name }, at) => (
                <option key={id} value={at + 1}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="find-button" onClick={onFind}>
          <kbd>/</kbd> Find
        </button>
        {onSignOut && (
          <button type="button" onClick={onSignOut}>
            Sign out
          </button>
        )}
        <div className="clocks">
          {raceClocks(event, raceId, 3).map((face) => (
            <RaceClock key={face.raceId} face={face} raceNowMs={raceNowMs} />
          ))}
        </div>
      </div>
      {records.length > 0 && (
        <ul className="records-to-beat" aria-label="Records to beat">
          {records.map(({ key, name, words, isOfToday }) => (
            <li key={key} className="record-to-beat" data-of-today={isOfToday} dir="auto">
              <span className="soft">{name}</span> <b>{words}</b>
            </li>
          ))}
        </ul>
      )}
      <SceneTabs scene={choices.scene} onScene={(scene) => choose({ scene })} />
    </header>
  );
}
