import { useState } from 'react';

/** A field's own text while somebody types; what is no value is not taken, said to be wrong, and gone when the field is left. */
export function useDraftText<T>(
  value: T,
  { show, read, commit }: { show: (value: T) => string; read: (text: string) => T | null; commit: (value: T) => void },
) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? show(value);
  return {
    value: shown,
    'aria-invalid': draft !== null && draft.trim() !== show(value).trim() && read(draft) !== value ? true : undefined,
    onChange: ({ target }: { target: { value: string } }) => {
      setDraft(target.value);
      const given = read(target.value);
      if (given !== null) commit(given);
    },
    onBlur: () => setDraft(null),
  };
}
