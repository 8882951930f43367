import { useEffect, useRef } from 'react';
import type { RaceClockFace } from '../../picture/race-clocks.ts';
import { clockWords } from '../../picture/time-words.ts';
import { onTick } from '../clock-ticks.ts';

/** Ticks by itself and writes only when a digit changes: React has no part in it. */
export function RaceClock({ face, raceNowMs }: { face: RaceClockFace; raceNowMs: () => number | null }) {
  const digits = useRef<HTMLParagraphElement>(null);
  const { gunAtMs, words, label } = face;
  const isRunning = gunAtMs !== null && !face.isClosed;

  useEffect(() => {
    if (!isRunning) return;
    return onTick(() => {
      const nowMs = raceNowMs();
      const text = nowMs === null ? '–:––' : clockWords(nowMs - gunAtMs);
      if (digits.current && digits.current.textContent !== text) digits.current.textContent = text;
    });
  }, [isRunning, gunAtMs, raceNowMs]);

  return (
    <div className="clock">
      <p className="clock-label">{label}</p>
      {isRunning ? (
        <p className="clock-digits" role="timer" aria-label={`Race clock, ${label}`} ref={digits} />
      ) : (
        <p className="clock-words">{words}</p>
      )}
    </div>
  );
}
