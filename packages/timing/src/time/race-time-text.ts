/**
 * An elapsed time as a board shows it: `41:18`, `1:02:03`, with a minus in front when negative.
 *
 * `digits`: `seconds` (default), `hundredths` (`41:17.04`) or `exact` (`41:17.040`). What does not show is rounded up, as official times are (SR-10),
 * so that a board and a result list never differ; a running clock cuts to whole seconds before it asks.
 */
export function formatRaceTime(ms: number, options: { digits?: 'seconds' | 'hundredths' | 'exact' } = {}): string {
  const stepMs = { seconds: 1000, hundredths: 10, exact: 1 }[options.digits ?? 'seconds'];
  const rounded = roundUpMs(Math.abs(ms), stepMs);
  const seconds = Math.floor(rounded / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  const fraction =
    stepMs === 1000
      ? ''
      : `.${String(rounded % 1000)
          .padStart(3, '0')
          .slice(0, stepMs === 10 ? 2 : 3)}`;
  return `${ms < 0 ? '-' : ''}${clock}${fraction}`;
}

/** The official time of an exact one: up to the next whole step, and what is whole stays (SR-10). */
export function roundUpMs(exactMs: number, stepMs: number): number {
  return stepMs <= 1 ? exactMs : Math.ceil(exactMs / stepMs) * stepMs;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
