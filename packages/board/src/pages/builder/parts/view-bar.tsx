import { sampleRunners } from '../use-scene-data.ts';
import { nextZoom, type View } from '../use-view.ts';

type ViewBarProps = { view: View; look: (change: Partial<View>) => void; zoom: number; hasEvent: boolean };

/** How the stage is looked at: how large, with whom on it, and with which words. */
export function ViewBar({ view, look, zoom, hasEvent }: ViewBarProps) {
  return (
    <div className="view-bar">
      <div className="tool-group">
        <button type="button" aria-label="Zoom out" onClick={() => look({ zoom: nextZoom(zoom, -1) })}>
          −
        </button>
        <output className="zoom-words" aria-label="Zoom">
          {Math.round(zoom * 100)} %
        </output>
        <button type="button" aria-label="Zoom in" onClick={() => look({ zoom: nextZoom(zoom, 1) })}>
          +
        </button>
        <button type="button" aria-pressed={view.zoom === 'fit'} onClick={() => look({ zoom: 'fit' })}>
          Fit
        </button>
        <button type="button" aria-pressed={view.hasGrid} onClick={() => look({ hasGrid: !view.hasGrid })}>
          Grid
        </button>
        <button type="button" onClick={() => look({ plays: view.plays + 1 })}>
          ▶ Entrances
        </button>
      </div>
      <label className="view-runner">
        With{' '}
        <select value={view.runner} onChange={({ target }) => look({ runner: target.value === 'live' ? 'live' : Number(target.value) })}>
          <option value="live" disabled={!hasEvent}>
            {hasEvent ? 'Live: this event' : 'Live (no feed)'}
          </option>
          {sampleRunners.map(({ what, row }, at) => (
            <option key={row.participantId} value={at}>
              {what}: {row.name ?? `bib ${row.bib}`}
            </option>
          ))}
        </select>
      </label>
      <label className="view-message">
        Message <input type="text" value={view.message} maxLength={500} onChange={({ target }) => look({ message: target.value })} />
      </label>
    </div>
  );
}
