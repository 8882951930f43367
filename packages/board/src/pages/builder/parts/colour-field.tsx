import { useId } from 'react';
import { labelOf } from '../../../scene/editor/labels.ts';
import { brandColourNames, type Colour, resolveColour } from '../../../scene/paint.ts';
import { useRoomOfBuilder } from '../builder-room.ts';

type ColourFieldProps = { label: string; value: string; onChange: (value: string) => void; hasBrand?: boolean };

/** A colour of the brand, which changes with it, or one of its own; with how much shows through. */
export function ColourField({ label, value, onChange, hasBrand = true }: ColourFieldProps) {
  const id = useId();
  const { brand } = useRoomOfBuilder();
  const own = resolveColour(value as Colour, brand);
  const isBrand = value.startsWith('$');
  const alpha = own.length === 9 ? own.slice(7) : 'ff';
  return (
    <div className="form-field form-colour">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="color"
        value={own.slice(0, 7)}
        onChange={({ target }) => onChange(target.value + (alpha === 'ff' ? '' : alpha))}
      />
      {hasBrand && (
        <select aria-label={`${label}: of the brand`} value={isBrand ? value : ''} onChange={({ target }) => onChange(target.value || own)}>
          <option value="">Own</option>
          {brandColourNames.map((name) => (
            <option key={name} value={`$${name}`}>
              {labelOf(name)}
            </option>
          ))}
        </select>
      )}
      {hasBrand && !isBrand && (
        <input
          type="range"
          aria-label={`${label}: opacity`}
          title="Opacity"
          min={0}
          max={255}
          value={Number.parseInt(alpha, 16)}
          onChange={({ target }) =>
            onChange(own.slice(0, 7) + (target.value === '255' ? '' : Number(target.value).toString(16).padStart(2, '0')))
          }
        />
      )}
    </div>
  );
}
