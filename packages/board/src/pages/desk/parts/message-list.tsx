import { useEffect, useRef, useState } from 'react';
import { forWhom, type MessageNames } from '../message-words.ts';
import type { RunnerMessage } from '../runner-messages-api.ts';

type MessageListProps = {
  /** Null: not known yet. */
  messages: readonly RunnerMessage[] | null;
  names: MessageNames;
  changing: RunnerMessage | null;
  onChange: (message: RunnerMessage) => void;
  onRemove: (message: RunnerMessage) => void;
  onRemoveAll: () => void;
};

/** All messages of the event, each with whom it is for. */
export function MessageList({ messages, names, changing, onChange, onRemove, onRemoveAll }: MessageListProps) {
  const [isAsked, setAsked] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const count = messages?.length ?? 0;
  const countBefore = useRef(count);
  // Whoever removed the last of the list goes on from its head, and not from the top of the page.
  useEffect(() => {
    if (count < countBefore.current && document.activeElement === document.body) title.current?.focus();
    countBefore.current = count;
  }, [count]);
  return (
    <section className="messages-list" aria-labelledby="messages-title">
      <header>
        <h3 id="messages-title" ref={title} tabIndex={-1}>
          {count === 0 ? 'None yet' : count === 1 ? 'One message' : `${count} messages`}
        </h3>
        {count > 1 && (
          <button
            type="button"
            className={isAsked ? 'danger-button' : undefined}
            onBlur={() => setAsked(false)}
            onClick={() => {
              if (isAsked) onRemoveAll();
              setAsked(!isAsked);
            }}
          >
            {isAsked ? `Really remove all ${count}` : 'Remove all'}
          </button>
        )}
      </header>
      {messages?.length === 0 && <p className="soft">Runners come without words.</p>}
      {count > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
        <ol tabIndex={0} aria-label="Messages">
          {messages!.map((message, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no name but their place, and two may be the same
            <li key={at} className="message" aria-current={message === changing}>
              <p className="message-text" dir="auto">
                {message.text}
              </p>
              <p className="soft small">{forWhom(message, names)}</p>
              <div className="message-buttons">
                <button type="button" aria-label={`Change “${message.text}”`} onClick={() => onChange(message)}>
                  Change
                </button>
                <button type="button" aria-label={`Remove “${message.text}”`} onClick={() => onRemove(message)}>
                  Remove
                </button>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
