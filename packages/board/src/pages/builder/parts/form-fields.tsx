import { useId } from 'react';
import type { FormField, FormPart } from '../../../scene/editor/form-of.ts';
import { labelOf, valueLabel } from '../../../scene/editor/labels.ts';
import { ColourField } from './colour-field.tsx';
import { ImageField } from './image-field.tsx';
import { ListField, RaceField } from './race-fields.tsx';
import { InstantField, NumberField, TextField } from './text-fields.tsx';

/** Where in a layer a value stands: `style.shadow.blurPx`, `columns.0.align`. */
export type Path = readonly (string | number)[];
export type Put = (path: Path, value: unknown) => void;

type Values = Record<string, unknown>;
type FormFieldsProps = { parts: readonly FormPart[]; values: Values; path?: Path; put: Put };

/** Fields for all that a schema names. */
export function FormFields({ parts, values, path = [], put }: FormFieldsProps) {
  return parts.map(({ key, field }) => <AnyField key={key} name={key} field={field} value={values[key]} path={[...path, key]} put={put} />);
}

type AnyFieldProps = { name: string | number; field: FormField; value: unknown; path: Path; put: Put };

function AnyField({ name, field, value, path, put }: AnyFieldProps) {
  const label = typeof name === 'number' ? `${name + 1}` : labelOf(name);
  const set = (next: unknown) => put(path, next);
  switch (field.ask) {
    case 'number':
      if (name === 'atMs') return <InstantField label={label} value={value as number} onChange={set} />;
      return <NumberField label={label} field={field} value={value as number} onChange={set} />;
    case 'text':
      return <TextField label={label} field={field} value={value as string} onChange={set} hasFields={name === 'text'} />;
    case 'choice':
      return <ChoiceField label={label} of={field.of} value={value as string} onChange={set} />;
    case 'switch':
      return <SwitchField label={label} value={value as boolean} onChange={set} />;
    case 'colour':
      return <ColourField label={label} value={value as string} onChange={set} />;
    case 'image':
      return <ImageField label={label} value={value as never} onChange={set} />;
    case 'race':
      return <RaceField label={label} value={value as number | string} onChange={set} />;
    case 'list':
      return <ListField label={label} value={value as string} onChange={set} />;
    case 'group':
      return (
        <fieldset className="form-group">
          <legend>{label}</legend>
          <FormFields parts={field.parts} values={value as Values} path={path} put={put} />
        </fieldset>
      );
    case 'kinds': {
      const values = value as Values;
      const kind = String(values[field.by]);
      const chosen = field.kinds.find((one) => one.kind === kind);
      const change = (to: string) => set(field.kinds.find((one) => one.kind === to)?.begin);
      return (
        <div className="form-kinds">
          <ChoiceField label={label} of={field.kinds.map((one) => one.kind)} value={kind} onChange={change} />
          {chosen && chosen.parts.length > 0 && (
            <div className="form-inside">
              <FormFields parts={chosen.parts} values={values} path={path} put={put} />
            </div>
          )}
        </div>
      );
    }
    case 'maybe':
      return <MaybeField label={label} field={field} name={name} value={value} path={path} put={put} />;
    case 'many':
      return <ManyField label={label} field={field} value={value as readonly unknown[]} path={path} put={put} />;
  }
}

type MaybeProps = AnyFieldProps & { label: string; field: FormField & { ask: 'maybe' } };

function MaybeField({ label, field, name, value, path, put }: MaybeProps) {
  if (field.of.ask === 'choice') {
    return (
      <ChoiceField
        label={label}
        of={['', ...field.of.of]}
        value={(value as string | null) ?? ''}
        onChange={(to) => put(path, to === '' ? null : to)}
      />
    );
  }
  return (
    <div className="form-kinds">
      <SwitchField label={label} value={value !== null} onChange={(isWanted) => put(path, isWanted ? field.begin : null)} />
      {value !== null && (
        <div className="form-inside">
          {field.of.ask === 'group' ? (
            <FormFields parts={field.of.parts} values={value as Values} path={path} put={put} />
          ) : (
            <AnyField name={name} field={field.of} value={value} path={path} put={put} />
          )}
        </div>
      )}
    </div>
  );
}

type ManyProps = { label: string; field: FormField & { ask: 'many' }; value: readonly unknown[]; path: Path; put: Put };

function ManyField({ label, field, value, path, put }: ManyProps) {
  const without = (at: number) => value.filter((_, index) => index !== at);
  const earlier = (at: number) => value.with(at - 1, value[at]).with(at, value[at - 1]);
  return (
    <fieldset className="form-group form-many">
      <legend>{label}</legend>
      {value.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no name but their place
        <div className="form-one" key={at}>
          {field.of.ask === 'group' ? (
            <details className="form-details">
              <summary>
                {at + 1}. {summaryOf(each)}
              </summary>
              <FormFields parts={field.of.parts} values={each as Values} path={[...path, at]} put={put} />
            </details>
          ) : (
            <AnyField name={at} field={field.of} value={each} path={[...path, at]} put={put} />
          )}
          <div className="form-one-tools">
            {at > 0 && (
              <button type="button" aria-label={`${label} ${at + 1}: earlier`} onClick={() => put(path, earlier(at))}>
                ↑
              </button>
            )}
            {value.length > field.min && (
              <button type="button" aria-label={`${label} ${at + 1}: remove`} onClick={() => put(path, without(at))}>
                ×
              </button>
            )}
          </div>
        </div>
      ))}
      {value.length < field.max && (
        <button type="button" onClick={() => put(path, [...value, field.begin])} aria-label={`${label}: add`}>
          Add
        </button>
      )}
    </fieldset>
  );
}

const summaryOf = (each: unknown) => valueLabel(String((each as Values | null)?.field ?? ''));

type ChoiceProps = { label: string; of: readonly string[]; value: string; onChange: (value: string) => void };

export function ChoiceField({ label, of, value, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {of.map((one) => (
          <option key={one} value={one}>
            {one === '' ? '–' : valueLabel(one)}
          </option>
        ))}
      </select>
    </div>
  );
}

export function SwitchField({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="form-switch">
      <input type="checkbox" checked={value} onChange={({ target }) => onChange(target.checked)} /> {label}
    </label>
  );
}
