import { useEffect, useState } from 'react';
import { builtInScenes } from '../../../scene/built-in/built-in-scenes.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import type { BuilderStore } from '../builder-store.ts';
import { forgetDraft, readDrafts } from '../kept-work.ts';
import { openCopyOf, openScene } from '../open-scene.ts';
import { deleteScene, listScenes } from '../scenes-api.ts';

type Choice = { sceneId: string; name: string; where: string; isHere: boolean; isAtServer: boolean };

/** The scenes of the event, those that are only in this browser, and those that come with the program. */
export function OpenDialog({ store, onClose }: { store: BuilderStore; onClose: () => void }) {
  const [choices, setChoices] = useState<Choice[] | null>(null);
  const [said, setSaid] = useState('');
  const [isSure, setSure] = useState<string | null>(null);
  useEffect(() => {
    void listed(store).then(({ choices, said }) => {
      setChoices(choices);
      setSaid(said);
    });
  }, [store]);
  const open = async (sceneId: string) => {
    const why = await openScene(store, sceneId);
    if (why === null) onClose();
    else setSaid(why);
  };
  const remove = async ({ sceneId, isAtServer }: Choice) => {
    if (isSure !== sceneId) return setSure(sceneId);
    const answer = isAtServer ? await deleteScene(store.api, sceneId) : null;
    if (answer && !answer.ok && answer.status !== 404) return setSaid(answer.detail);
    await forgetDraft(store.eventId, sceneId);
    setChoices((all) => all?.filter((one) => one.sceneId !== sceneId) ?? null);
  };
  return (
    <ToolDialog title="Open a scene" onClose={onClose}>
      {said && <p role="status">{said}</p>}
      <h3>Of this event</h3>
      {choices?.length === 0 && <p className="soft">None yet.</p>}
      <ul className="choice-list">
        {choices?.map((choice) => (
          <li key={choice.sceneId}>
            <button type="button" className="choice" onClick={() => void open(choice.sceneId)}>
              <b dir="auto">{choice.name}</b> <span className="soft">{choice.where}</span>
            </button>
            {choice.sceneId !== store.editor?.scene.sceneId && (
              <button type="button" onClick={() => void remove(choice)} aria-label={`Delete ${choice.name}`}>
                {isSure === choice.sceneId ? 'Really delete' : 'Delete'}
              </button>
            )}
          </li>
        ))}
      </ul>
      <h3>Begin with a copy of</h3>
      <ul className="choice-list choice-columns">
        {builtInScenes.map((scene) => (
          <li key={scene.sceneId}>
            <button
              type="button"
              className="choice"
              onClick={() => {
                openCopyOf(store, scene, `Our ${scene.name.toLowerCase()}`);
                onClose();
              }}
            >
              <b>{scene.name}</b> <span className="soft">built in</span>
            </button>
          </li>
        ))}
      </ul>
    </ToolDialog>
  );
}

async function listed(store: BuilderStore): Promise<{ choices: Choice[]; said: string }> {
  const [drafts, answer] = await Promise.all([readDrafts(store.eventId), listScenes(store.api)]);
  const atServer = answer.ok ? answer.value : [];
  const saved = atServer.map(({ sceneId, name, version }): Choice => {
    const draft = drafts.find(({ scene }) => scene.sceneId === sceneId);
    const isChanged = draft !== undefined && draft.savedContent !== contentOfDraft(draft.scene);
    return {
      sceneId,
      name,
      isHere: draft !== undefined,
      isAtServer: true,
      where: isChanged ? `version ${version}, with changes kept here` : `version ${version}`,
    };
  });
  const here = drafts
    .filter(({ scene }) => !atServer.some(({ sceneId }) => sceneId === scene.sceneId))
    .map(({ scene: { sceneId, name } }): Choice => ({ sceneId, name, isHere: true, isAtServer: false, where: 'in this browser' }));
  return { choices: [...saved, ...here], said: answer.ok ? '' : `From this browser alone: ${answer.detail}.` };
}

function contentOfDraft({ version: _, ...content }: { version: number }): string {
  return JSON.stringify(content);
}
