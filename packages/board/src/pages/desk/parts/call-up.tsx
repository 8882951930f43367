import type { DisplayState } from '@chute/protocol';
import { type RefObject, useEffect, useId, useState } from 'react';
import { stateNames } from '../../../scene/editor/labels.ts';
import type { Give } from '../use-commands.ts';

type CallUpProps = { state: DisplayState; lists: readonly string[]; give: Give; message: RefObject<HTMLInputElement | null> };

/** Goes over what the queue would show, until it is taken down. */
export function CallUp({ state, lists, give, message }: CallUpProps) {
  const [text, setText] = useState('');
  const [list, setList] = useState('');
  const messageId = useId();
  const listId = useId();
  const { calledUp } = state;
  const podium = list || lists[0] || '';
  return (
    <section className="panel call-up" aria-labelledby="call-up-title" data-emergency={calledUp?.state === 'emergency'}>
      <h2 id="call-up-title">Call up</h2>
      {calledUp && (
        <p className="called-up" role="status">
          <b>{stateNames[calledUp.state]}</b> <span dir="auto">{calledUp.text}</span>
          <button type="button" className="main-button" onClick={() => give({ command: 'take-down' })}>
            Take down <kbd>T</kbd>
          </button>
        </p>
      )}
      <form
        className="call-up-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) give({ command: 'call-up', state: 'message', text: text.trim() });
        }}
      >
        <label htmlFor={messageId}>Message</label>
        <input
          id={messageId}
          ref={message}
          type="text"
          dir="auto"
          value={text}
          maxLength={500}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit">Show it</button>
      </form>
      <div className="call-up-line">
        <label htmlFor={listId}>Podium</label>
        <select id={listId} value={podium} onChange={({ target }) => setList(target.value)}>
          {lists.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <button type="button" onClick={() => give({ command: 'call-up', state: 'podium', text: podium })}>
          Show it
        </button>
      </div>
      <div className="call-up-line">
        <span>Nobody</span>
        <span className="soft">Whoever finishes meanwhile waits</span>
        <button type="button" onClick={() => give({ command: 'call-up', state: 'resting', text: '' })}>
          Rest
        </button>
      </div>
      <Emergency text={text} give={give} />
    </section>
  );
}

const sureForMs = 5_000;

/** Asked twice: it goes over everything, on every screen of this display. */
function Emergency({ text, give }: { text: string; give: Give }) {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setAsked(false), sureForMs);
    return () => clearTimeout(timer);
  }, [isAsked]);
  const press = () => {
    if (isAsked) give({ command: 'call-up', state: 'emergency', text: text.trim() });
    setAsked(!isAsked);
  };
  return (
    <div className="call-up-line call-up-emergency">
      <span className="soft">With the words of the message</span>
      <span role="status">{isAsked ? 'Press again within 5 s' : ''}</span>
      <button type="button" className="danger-button" onClick={press}>
        {isAsked ? 'Yes, emergency' : 'Emergency'}
      </button>
    </div>
  );
}
