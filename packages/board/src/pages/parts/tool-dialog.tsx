import { type ReactNode, useEffect, useId, useRef } from 'react';

type ToolDialogProps = { title: string; onClose: () => void; children: ReactNode; isWide?: boolean };

/** A question over the page: Esc closes it, and the focus goes back to where it was. */
export function ToolDialog({ title, onClose, children, isWide = false }: ToolDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // The browser would begin with the button that closes it.
    dialog.current?.querySelector<HTMLElement>('input:not([type=file]), select, textarea')?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="tool-dialog" data-wide={isWide} aria-labelledby={titleId} onClose={onClose}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" onClick={() => dialog.current?.close()} aria-label="Close">
          ×
        </button>
      </header>
      {children}
    </dialog>
  );
}
