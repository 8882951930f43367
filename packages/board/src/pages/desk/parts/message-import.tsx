import { useEffect, useId, useRef, useState } from 'react';
import type { DeskApi } from '../../desk-api.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { fileLettersMax, type ReadFile, type RunnerMessage, readMessages } from '../runner-messages-api.ts';
import { textOfFile } from '../text-of-file.ts';
import { FieldNote } from './field-note.tsx';

/** True: they are kept. */
type MessageImportProps = { api: DeskApi; onMessages: (messages: readonly RunnerMessage[]) => Promise<boolean> };

/** Many messages at once, pasted or from a file: first read and told line by line, then added. */
export function MessageImport({ api, onMessages }: MessageImportProps) {
  const [text, setText] = useState('');
  const [read, setRead] = useState<ReadFile | null>(null);
  const [wrong, setWrong] = useState<string>();
  const id = useId();
  const report = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (read) report.current?.scrollIntoView({ block: 'nearest' });
  }, [read]);
  const set = (next: string) => {
    setText(next);
    setRead(null);
    setWrong(undefined);
  };
  const look = async (given: string) => {
    if (given.trim() === '') return setWrong('Paste messages here, or choose a file.');
    if (given.length > fileLettersMax) return setWrong(`That is ${given.length} letters: at most ${fileLettersMax} are read at once.`);
    const answer = await readMessages(api, given);
    if (answer.ok) setRead(answer.value);
    else setWrong(`It could not be read: ${answer.detail}.`);
  };
  const choose = async (file: File) => {
    const given = await textOfFile(file);
    set(given);
    await look(given);
  };
  const add = async () => {
    if (read && (await onMessages(read.messages))) set('');
  };
  return (
    <details className="message-import">
      <summary>Many at once, from a file or pasted</summary>
      <div className="dialog-form">
        <div className="form-field form-wide">
          <label htmlFor={id}>Messages, one a line</label>
          <textarea
            id={id}
            rows={5}
            dir="auto"
            value={text}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={`${id}-note`}
            onChange={({ target }) => set(target.value)}
          />
          <FieldNote
            id={`${id}-note`}
            wrong={wrong}
            help="Or a table, whose first line names its columns: text, race, wave, place, milestone (yes)."
          />
        </div>
        <div className="message-buttons">
          <button type="button" onClick={() => void look(text)}>
            Read them
          </button>
          <FileButton words="Choose a file …" accept=".txt,.csv,.tsv,text/plain,text/csv" onFile={(file) => void choose(file)} />
        </div>
        <div ref={report} className="dialog-form message-report">
          <p role="status">{read && readWords(read)}</p>
          {read && read.refused.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
            <ul tabIndex={0} aria-label="Lines that were not understood">
              {read.refused.map(({ line, why }) => (
                <li key={line}>
                  Line {line}: {why}
                </li>
              ))}
            </ul>
          )}
          {read && read.messages.length > 0 && (
            <button type="button" className="main-button" onClick={() => void add()}>
              {read.messages.length === 1 ? 'Add this one' : `Add these ${read.messages.length}`}
            </button>
          )}
        </div>
      </div>
    </details>
  );
}

function readWords({ messages, refused }: ReadFile): string {
  const understood = `${messages.length} ${messages.length === 1 ? 'message' : 'messages'} understood.`;
  if (refused.length === 0) return understood;
  return `${understood} ${refused.length === 1 ? 'One line was' : `${refused.length} lines were`} not, and will be left out:`;
}
