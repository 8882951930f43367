/** What is wrong with a field, in a sentence beside it, and what it takes. The field names it by `aria-describedby`. */
export function FieldNote({ id, wrong, help }: { id: string; wrong: string | undefined; help?: string }) {
  return (
    <p id={id} className="field-note small" data-wrong={wrong !== undefined}>
      {wrong ?? help}
    </p>
  );
}
