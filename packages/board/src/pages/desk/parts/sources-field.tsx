import { type Ref, useId } from 'react';
import { FieldNote } from './field-note.tsx';

type SourcesFieldProps = { text: string; wrong: string | undefined; field: Ref<HTMLTextAreaElement>; onChange: (text: string) => void };

/** Where the screens of a display go on listening when their own server is lost. */
export function SourcesField({ text, wrong, field, onChange }: SourcesFieldProps) {
  const id = useId();
  const help =
    'Best first, one address a line: https://hub.example or http://192.0.2.7:8080. Screens take it up when they are loaded anew.';
  return (
    <div className="form-field form-wide">
      <label htmlFor={id}>When its server is lost, go on from</label>
      <textarea
        id={id}
        ref={field}
        rows={2}
        spellCheck={false}
        value={text}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => onChange(target.value)}
      />
      <FieldNote id={`${id}-note`} wrong={wrong} help={help} />
    </div>
  );
}
