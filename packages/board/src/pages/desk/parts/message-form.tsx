import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type DraftWrongs, emptyDraft, type MessageDraft, readDraft } from '../message-draft.ts';
import { type MessageNames, waveName } from '../message-words.ts';
import type { RunnerMessage } from '../runner-messages-api.ts';
import { FieldNote } from './field-note.tsx';

type MessageFormProps = {
  begin: MessageDraft;
  names: MessageNames;
  /** A message that is there is changed, not added to. */
  isChange: boolean;
  /** True: it is kept, and there is room for the next. */
  onMessage: (message: RunnerMessage) => Promise<boolean>;
  onCancel: () => void;
};

/** Writes one message, and for whom it is. */
export function MessageForm({ begin, names, isChange, onMessage, onCancel }: MessageFormProps) {
  const [draft, setDraft] = useState(begin);
  const [wrong, setWrong] = useState<DraftWrongs>({});
  const text = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  // Another message to write: whoever pressed Change goes on in the field.
  useEffect(() => text.current?.focus(), []);
  const set = (change: Partial<MessageDraft>) => {
    setDraft((old) => ({ ...old, ...change }));
    setWrong({});
  };
  const { races, displays } = names;
  const waves = names.waves.filter(({ raceId }) => draft.raceId === '' || raceId === draft.raceId);
  const raceOf = (raceId: string) => (draft.raceId === '' && races.length > 1 ? races.find((race) => race.raceId === raceId)?.name : null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(draft);
    if ('wrong' in read) {
      setWrong(read.wrong);
      const first = (['text', 'place', 'milestone'] as const).find((field) => read.wrong[field]);
      return form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    }
    if (!(await onMessage(read.message))) return;
    // The next one is often for the same runners.
    set({ text: emptyDraft.text });
    text.current?.focus();
  };
  const noted = (field: keyof DraftWrongs) => ({
    name: field,
    'aria-invalid': wrong[field] ? true : undefined,
    'aria-describedby': `${id}-${field}-note`,
  });
  return (
    <form ref={form} noValidate className="message-form dialog-form" onSubmit={(event) => void submit(event)}>
      <div className="form-field form-wide">
        <label htmlFor={`${id}-text`}>Message</label>
        <input
          id={`${id}-text`}
          ref={text}
          type="text"
          dir="auto"
          autoComplete="off"
          value={draft.text}
          {...noted('text')}
          onChange={({ target }) => set({ text: target.value })}
        />
        <FieldNote id={`${id}-text-note`} wrong={wrong.text} help="Beside the runner’s name: Great race! See you at the prize giving." />
      </div>
      <Choice
        label="Race"
        all="Every race"
        value={draft.raceId}
        of={races.map(({ raceId, name }) => ({ id: raceId, name }))}
        onChange={(raceId) =>
          set({
            raceId,
            waveId: names.waves.some((wave) => wave.waveId === draft.waveId && (raceId === '' || wave.raceId === raceId))
              ? draft.waveId
              : '',
          })
        }
      />
      <Choice
        label="Wave"
        all="Every wave"
        value={draft.waveId}
        of={waves.map(({ waveId, raceId, name }) => ({ id: waveId, name: [raceOf(raceId), waveName(name)].filter(Boolean).join(', ') }))}
        onChange={(waveId) => set({ waveId })}
      />
      <div className="form-field">
        <label htmlFor={`${id}-place`}>Only the first …</label>
        <input
          id={`${id}-place`}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={draft.place}
          {...noted('place')}
          onChange={({ target }) => set({ place: target.value })}
        />
        <FieldNote id={`${id}-place-note`} wrong={wrong.place} help="3 = places 1 to 3 of the race; empty = every place." />
      </div>
      <div className="form-field form-wide">
        <label className="form-switch">
          <input
            type="checkbox"
            checked={draft.milestone}
            {...noted('milestone')}
            onChange={({ target }) => set({ milestone: target.checked })}
          />{' '}
          Only whoever has a milestone
        </label>
        <FieldNote id={`${id}-milestone-note`} wrong={wrong.milestone} help="{milestone} in the message is what it is: 100th marathon." />
      </div>
      <Choice
        label="Display"
        all="Every display"
        value={draft.displayId}
        of={displays.map(({ displayId, name }) => ({ id: displayId, name }))}
        onChange={(displayId) => set({ displayId })}
      />
      <div className="dialog-buttons">
        <button type="submit" className="main-button">
          {isChange ? 'Change it' : 'Add'}
        </button>
        {isChange && (
          <button type="button" onClick={onCancel}>
            Leave it as it was
          </button>
        )}
      </div>
    </form>
  );
}

type ChoiceProps = {
  label: string;
  all: string;
  value: string;
  of: readonly { id: string; name: string }[];
  onChange: (id: string) => void;
};

function Choice({ label, all, value, of, onChange }: ChoiceProps) {
  const id = useId();
  const isKnown = value === '' || of.some((one) => one.id === value);
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{all}</option>
        {of.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
        {!isKnown && <option value={value}>One that is no more</option>}
      </select>
    </div>
  );
}
