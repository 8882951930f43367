import { useEffect, useState } from 'react';
import type { DeskApi } from '../../desk-api.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import { draftOf, emptyDraft } from '../message-draft.ts';
import type { MessageNames } from '../message-words.ts';
import { changeMessages, fetchMessages, isSameMessage, type RunnerMessage } from '../runner-messages-api.ts';
import { MessageForm } from './message-form.tsx';
import { MessageImport } from './message-import.tsx';
import { MessageList } from './message-list.tsx';

type Change = (before: readonly RunnerMessage[]) => readonly RunnerMessage[] | null;

/** Words that go with runners: every change is kept at once, and holds for whoever is shown from then on. */
export function MessagesDialog({ api, names, onClose }: { api: DeskApi; names: MessageNames; onClose: () => void }) {
  const [messages, setMessages] = useState<readonly RunnerMessage[] | null>(null);
  const [changing, setChanging] = useState<RunnerMessage | null>(null);
  const [said, setSaid] = useState({ text: '', isWrong: false });

  useEffect(() => {
    void fetchMessages(api).then((answer) => {
      if (answer.ok) setMessages(answer.value);
      else setSaid({ text: `The messages cannot be had: ${answer.detail}.`, isWrong: true });
    });
  }, [api]);

  const keep = async (change: Change, done: string): Promise<boolean> => {
    const answer = await changeMessages(api, change);
    setSaid(answer.ok ? { text: done, isWrong: false } : { text: `Nothing was changed: ${answer.detail}`, isWrong: true });
    if (answer.ok) setMessages(answer.value);
    else await fetchMessages(api).then((now) => now.ok && setMessages(now.value));
    return answer.ok;
  };
  const put = async (message: RunnerMessage) => {
    if (!changing) return keep((before) => [...before, message], 'Added: it goes with whoever is shown from now on.');
    const isKept = await keep(replacing(changing, [message]), 'Changed, for whoever is shown from now on.');
    if (isKept) setChanging(null);
    return isKept;
  };
  const remove = async (message: RunnerMessage) => {
    if (message === changing) setChanging(null);
    await keep(replacing(message, []), 'Removed.');
  };
  return (
    <ToolDialog title="Messages to runners" onClose={onClose} isWide>
      <p className="soft">
        Words beside a runner on the screen. Of those that fit somebody most closely (milestone, then place, wave, race), chance picks one.
      </p>
      <p role={said.isWrong ? 'alert' : 'status'} className="messages-said" data-wrong={said.isWrong}>
        {said.text}
      </p>
      <div className="messages-work">
        <div className="messages-ways">
          <MessageForm
            key={changing ? JSON.stringify(changing) : 'new'}
            begin={changing ? draftOf(changing) : emptyDraft}
            {...{ names, isChange: changing !== null, onMessage: put, onCancel: () => setChanging(null) }}
          />
          <MessageImport
            api={api}
            onMessages={(many) =>
              keep((before) => [...before, ...many], many.length === 1 ? 'One was added.' : `${many.length} were added.`)
            }
          />
        </div>
        <MessageList
          {...{ messages, names, changing, onChange: setChanging }}
          onRemove={(message) => void remove(message)}
          onRemoveAll={() => void keep(() => [], 'All were removed.')}
        />
      </div>
    </ToolDialog>
  );
}

/** Null when it is not there any more. */
function replacing(old: RunnerMessage, by: readonly RunnerMessage[]): Change {
  return (before) => {
    const at = before.findIndex((one) => isSameMessage(one, old));
    return at < 0 ? null : before.toSpliced(at, 1, ...by);
  };
}
