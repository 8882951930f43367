import type { DisplaySettings, LiveEvent } from '@chute/protocol';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { Scene } from '../../../scene/scene.ts';
import { ChoiceField, SwitchField } from '../../builder/parts/form-fields.tsx';
import { NumberField, TextField } from '../../builder/parts/text-fields.tsx';
import type { DeskApi } from '../../desk-api.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import { modeNames } from '../card-words.ts';
import { changeDisplay, deleteDisplay } from '../desk-requests.ts';
import type { DeskDisplay } from '../desk-store.ts';
import { readSources } from '../read-sources.ts';
import { SourcesField } from './sources-field.tsx';

type SettingsDialogProps = {
  api: DeskApi;
  display: DeskDisplay;
  settings: DisplaySettings;
  scenes: readonly Scene[];
  event: LiveEvent | null;
  onClose: () => void;
  onRemoved: () => void;
};

const scenesMax = 9;
const milliseconds = { min: 250, max: 600_000, isWhole: true };

/** Name, mode, scenes at hand, the queue and other sources of a display; its screens follow at once. */
export function SettingsDialog({ api, display, settings: before, scenes, event, onClose, onRemoved }: SettingsDialogProps) {
  const [settings, setSettings] = useState(before);
  const [sources, setSources] = useState({ text: before.sources.join('\n'), wrong: undefined as string | undefined });
  const sourcesField = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const [isSure, setSure] = useState(false);
  const modeId = useId();
  const set = (change: Partial<DisplaySettings>) => setSettings((old) => ({ ...old, ...change }));
  const setQueue = (change: Partial<DisplaySettings['queue']>) => set({ queue: { ...settings.queue, ...change } });
  const { sceneIds, raceIds, queue } = settings;
  const toggled = (all: readonly string[], one: string) => (all.includes(one) ? all.filter((id) => id !== one) : [...all, one]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readSources(sources.text);
    if ('wrong' in read) {
      setSources({ ...sources, wrong: read.wrong });
      return sourcesField.current?.focus();
    }
    const answer = await changeDisplay(api, display.displayId, { ...settings, ...read });
    if (answer.ok) onClose();
    else setSaid(answer.detail);
  };
  const remove = async () => {
    if (!isSure) return setSure(true);
    const answer = await deleteDisplay(api, display.displayId);
    if (!answer.ok) return setSaid(answer.detail);
    onRemoved();
    onClose();
  };
  return (
    <ToolDialog title={`Settings of ${before.name}`} onClose={onClose} isWide>
      <form onSubmit={(event) => void submit(event)} className="settings-form">
        <div className="dialog-form">
          <TextField
            label="Name"
            field={{ ask: 'text', max: 80 }}
            value={settings.name}
            onChange={(name) => name.trim() && set({ name })}
          />
          <div className="form-field form-wide">
            <label htmlFor={modeId}>What feeds it</label>
            <select id={modeId} value={settings.mode} onChange={({ target }) => set({ mode: target.value as DisplaySettings['mode'] })}>
              {Object.entries(modeNames).map(([mode, words]) => (
                <option key={mode} value={mode}>
                  {words}
                </option>
              ))}
            </select>
          </div>
          <SwitchField label="A short tone with each runner" value={settings.sound} onChange={(sound) => set({ sound })} />
          {event && event.races.length > 1 && (
            <fieldset className="form-group">
              <legend>Races (none = all)</legend>
              {event.races.map(({ raceId, name }) => (
                <SwitchField
                  key={raceId}
                  label={name}
                  value={raceIds.includes(raceId)}
                  onChange={() => set({ raceIds: toggled(raceIds, raceId) })}
                />
              ))}
            </fieldset>
          )}
          <fieldset className="form-group">
            <legend>Queue</legend>
            <NumberField label="Shown for (ms)" field={milliseconds} value={queue.showMs} onChange={(showMs) => setQueue({ showMs })} />
            <NumberField
              label="At least (ms)"
              field={milliseconds}
              value={queue.shortestMs}
              onChange={(shortestMs) => setQueue({ shortestMs })}
            />
            <NumberField
              label="Room for"
              field={{ min: 1, max: 1_000, isWhole: true }}
              value={queue.capacity}
              onChange={(capacity) => setQueue({ capacity })}
            />
            <ChoiceField
              label="In a burst"
              of={['faster', 'newest']}
              value={queue.burst}
              onChange={(burst) => setQueue({ burst: burst as 'faster' | 'newest' })}
            />
          </fieldset>
          <SourcesField {...sources} field={sourcesField} onChange={(text) => setSources({ text, wrong: undefined })} />
        </div>
        <fieldset className="form-group">
          <legend>Scenes at hand, in the order of the keys</legend>
          {scenes.map(({ sceneId, name }) => {
            const at = sceneIds.indexOf(sceneId);
            return (
              <div key={sceneId} className="scene-choice">
                <SwitchField
                  label={at >= 0 ? `${at + 1}. ${name}` : name}
                  value={at >= 0}
                  onChange={() =>
                    (at >= 0 ? sceneIds.length > 1 : sceneIds.length < scenesMax) && set({ sceneIds: toggled(sceneIds, sceneId) })
                  }
                />
                {at > 0 && (
                  <button
                    type="button"
                    aria-label={`${name}: earlier`}
                    onClick={() => set({ sceneIds: sceneIds.with(at - 1, sceneId).with(at, sceneIds[at - 1]!) })}
                  >
                    ↑
                  </button>
                )}
              </div>
            );
          })}
        </fieldset>
        {said && <p role="alert">{said}</p>}
        <div className="dialog-buttons">
          <button type="submit" className="main-button">
            Save
          </button>
          {!display.isDefault && (
            <button type="button" className="danger-button" onClick={() => void remove()}>
              {isSure ? 'Really delete it, and its addresses' : 'Delete this display'}
            </button>
          )}
        </div>
      </form>
    </ToolDialog>
  );
}
