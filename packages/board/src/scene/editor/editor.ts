import type { SceneState } from '@chute/protocol';
import { type Scene, sceneSchema, sceneStates } from '../scene.ts';
import { done, type EditorCommand } from './commands.ts';
import { layersAt, type Place, type SceneDocument } from './document.ts';

/** Enough for an evening; a scene shares with its past all that did not change. */
const stepsMax = 200;

/** A scene being made: what it is, what it was, and what was taken back. Never changed itself; every step is another one. */
export type Editor = SceneDocument & {
  past: readonly SceneDocument[];
  future: readonly SceneDocument[];
  /** Steps with the same one, in a row, are one step: a drag, a word being typed. */
  joins: string | null;
};

export function newEditor(scene: Scene): Editor {
  const isDrawn = (state: SceneState) => scene.states[state].length > 0;
  const state = isDrawn('runner') ? 'runner' : (sceneStates.find(isDrawn) ?? 'runner');
  return { scene, place: { layout: 0, state }, selected: [], past: [], future: [], joins: null };
}

/** The same editor when nothing changes, or when no scene could be what would come of it. */
export function edit(editor: Editor, command: EditorCommand, { joins = null }: { joins?: string | null } = {}): Editor {
  const before = documentOf(editor);
  const after = done(before, command);
  if (after.scene === before.scene || !sceneSchema.safeParse(after.scene).success || isSame(after.scene, before.scene)) return editor;
  const isOneStep = joins !== null && joins === editor.joins && editor.past.length > 0;
  const past = isOneStep ? editor.past : [...editor.past, before].slice(-stepsMax);
  return { ...after, selected: stillThere(after), past, future: [], joins };
}

/** Another scene in its place, as one step. */
export function replaced(editor: Editor, scene: Scene): Editor {
  const fresh = newEditor(scene);
  return { ...fresh, past: [...editor.past, documentOf(editor)].slice(-stepsMax) };
}

export function undo(editor: Editor): Editor {
  const before = editor.past.at(-1);
  if (!before) return editor;
  return { ...before, past: editor.past.slice(0, -1), future: [documentOf(editor), ...editor.future], joins: null };
}

export function redo(editor: Editor): Editor {
  const [after, ...future] = editor.future;
  if (!after) return editor;
  return { ...after, past: [...editor.past, documentOf(editor)], future, joins: null };
}

/** Looking elsewhere is no step: it is not taken back. */
export function goTo(editor: Editor, place: Partial<Place>): Editor {
  const wanted = { ...editor.place, ...place };
  const layout = Math.min(Math.max(0, wanted.layout), editor.scene.otherLayouts.length);
  return { ...editor, place: { ...wanted, layout }, selected: [], joins: null };
}

export function select(editor: Editor, ids: readonly string[]): Editor {
  const known = layersAt(editor).filter(({ id }) => ids.includes(id));
  return { ...editor, selected: known.map(({ id }) => id), joins: null };
}

/** The next layer up or down, for a keyboard. */
export function selectNext(editor: Editor, by: 1 | -1): Editor {
  const layers = layersAt(editor);
  if (layers.length === 0) return editor;
  const at = layers.findIndex(({ id }) => id === editor.selected.at(-1));
  const next = at < 0 ? (by === 1 ? 0 : layers.length - 1) : (at + by + layers.length) % layers.length;
  return select(editor, [layers[next]!.id]);
}

/** A command may have put other layers where those that were selected stood. */
function stillThere(document: SceneDocument): string[] {
  const here = new Set(layersAt(document).map(({ id }) => id));
  return document.selected.filter((id) => here.has(id));
}

function documentOf({ scene, place, selected }: Editor): SceneDocument {
  return { scene, place, selected };
}

const isSame = (a: Scene, b: Scene) => JSON.stringify(a) === JSON.stringify(b);
