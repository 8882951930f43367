import { useId, useRef } from 'react';
import type { FormField } from '../../../scene/editor/form-of.ts';
import { fieldNames } from '../../../scene/fields.ts';
import { useDraftText } from './use-draft-text.ts';

type Of<Ask extends FormField['ask']> = Extract<FormField, { ask: Ask }>;
type NumberFieldProps = {
  label: string;
  field: Pick<Of<'number'>, 'min' | 'max' | 'isWhole'>;
  value: number;
  onChange: (value: number) => void;
};

export function NumberField({ label, field: { min, max, isWhole }, value, onChange }: NumberFieldProps) {
  const id = useId();
  const step = isWhole || max > 10 ? 1 : 0.05;
  const given = useDraftText(value, {
    show: (value) => String(Math.round(value * 100) / 100),
    read: (text) => {
      const number = Number(text);
      return text.trim() === '' || !Number.isFinite(number) || number < min || number > max || (isWhole && !Number.isInteger(number))
        ? null
        : number;
    },
    commit: onChange,
  });
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="number" min={min < -1e9 ? undefined : min} max={max > 1e9 ? undefined : max} step={step} {...given} />
    </div>
  );
}

type TextFieldProps = { label: string; field: Of<'text'>; value: string; onChange: (value: string) => void; hasFields?: boolean };

/** `hasFields`: what is known of a runner can be put in at the caret. */
export function TextField({ label, field, value, onChange, hasFields = false }: TextFieldProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const given = useDraftText(value, { show: (text) => text, read: (text) => (text.length <= field.max ? text : null), commit: onChange });
  const isLong = field.max >= 500;
  const insert = (name: string) => {
    const [from, to] = [area.current?.selectionStart ?? value.length, area.current?.selectionEnd ?? value.length];
    onChange(`${value.slice(0, from)}{{${name}}}${value.slice(to)}`);
    area.current?.focus();
  };
  return (
    <div className="form-field form-wide">
      <label htmlFor={id}>{label}</label>
      {isLong ? <textarea id={id} ref={area} rows={2} dir="auto" {...given} /> : <input id={id} type="text" dir="auto" {...given} />}
      {hasFields && (
        <select aria-label="Put in what is known of the runner" value="" onChange={({ target }) => insert(target.value)}>
          <option value="">Put in …</option>
          {Object.entries(fieldNames).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** In the time of this computer. */
export function InstantField({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  const id = useId();
  const shift = new Date(value).getTimezoneOffset() * 60_000;
  return (
    <div className="form-field form-wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        step={1}
        value={new Date(value - shift).toISOString().slice(0, 19)}
        onChange={({ target }) => {
          const atMs = Date.parse(target.value);
          if (Number.isFinite(atMs)) onChange(atMs);
        }}
      />
    </div>
  );
}
