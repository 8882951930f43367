import type { EditorCommand } from '../../scene/editor/commands.ts';
import { layersAt, type Place } from '../../scene/editor/document.ts';
import { type Editor, edit, goTo, newEditor, redo, replaced, select, selectNext, undo } from '../../scene/editor/editor.ts';
import type { Layer } from '../../scene/layers.ts';
import { allLayers, type Scene } from '../../scene/scene.ts';
import { imagesOf } from '../../scene/versions.ts';
import type { DeskApi } from '../desk-api.ts';
import type { ImageShelf } from './image-shelf.ts';
import { type KeptDraft, keepDraft, readDraft } from './kept-work.ts';
import { saveScene } from './scenes-api.ts';

/** Where the scene is, and what is known of the way there. */
export type SaveState =
  | { is: 'saved'; version: number }
  | { is: 'changed' }
  | { is: 'saving' }
  | { is: 'waiting'; detail: string }
  | { is: 'needs-key' }
  | { is: 'refused'; detail: string }
  | { is: 'conflict'; detail: string; theirs: Scene | null };

const keepAfterMs = 250;
const tryAgainMs = 5_000;

/** The scene being made, kept in this browser with every change, and saved to the server when somebody says so. */
export class BuilderStore {
  editor: Editor | null = null;
  save: SaveState = { is: 'changed' };
  /** This browser keeps nothing: what is not saved is lost with the page. */
  cannotKeep = false;
  readonly eventId: string;
  readonly images: ImageShelf;
  #api: DeskApi;
  #baseVersion = 0;
  #savedContent: string | null = null;
  #isWaiting = false;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  constructor({ eventId, api, images }: { eventId: string; api: DeskApi; images: ImageShelf }) {
    this.eventId = eventId;
    this.images = images;
    this.#api = api;
    images.onChange(() => this.#changed());
    addEventListener('online', () => this.#isWaiting && void this.saveNow());
    addEventListener('pagehide', () => void this.keepNow());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  get api(): DeskApi {
    return this.#api;
  }

  get isChanged(): boolean {
    return this.editor !== null && contentOf(this.editor.scene) !== this.#savedContent;
  }

  layers(): readonly Layer[] {
    return this.editor ? layersAt(this.editor) : [];
  }

  takeApi(api: DeskApi): void {
    this.#api = api;
    this.images.takeApi(api);
    if (this.save.is === 'needs-key') void this.saveNow();
  }

  /** `savedAs`: the version at the server that this scene is, or null for a scene that is nowhere yet. */
  open(scene: Scene, savedAs: number | null): void {
    this.#take(scene, {
      baseVersion: savedAs ?? 0,
      savedContent: savedAs === null ? null : contentOf(scene),
      isWaiting: false,
    });
    // Whoever only looks in leaves nothing behind.
    if (allLayers(scene).length > 0) this.#keepSoon();
  }

  /** The scene as it was left in this browser. False: there is none. */
  async openKept(sceneId: string): Promise<boolean> {
    const kept = await readDraft(this.eventId, sceneId);
    if (!kept) return false;
    this.#take(kept.scene, kept);
    if (kept.isWaiting) void this.saveNow();
    return true;
  }

  #take(scene: Scene, { baseVersion, savedContent, isWaiting }: Pick<KeptDraft, 'baseVersion' | 'savedContent' | 'isWaiting'>): void {
    clearTimeout(this.#retryTimer);
    this.editor = newEditor(scene);
    this.#baseVersion = baseVersion;
    this.#savedContent = savedContent;
    this.#isWaiting = isWaiting;
    this.save = this.isChanged ? { is: 'changed' } : { is: 'saved', version: baseVersion };
    this.#changed();
  }

  edit(command: EditorCommand, how: { joins?: string } = {}): void {
    this.#step((editor) => edit(editor, command, how));
  }

  undo(): void {
    this.#step(undo);
  }

  redo(): void {
    this.#step(redo);
  }

  goTo(place: Partial<Place>): void {
    this.#step((editor) => goTo(editor, place));
  }

  select(ids: readonly string[]): void {
    this.#step((editor) => select(editor, ids));
  }

  selectNext(by: 1 | -1): void {
    this.#step((editor) => selectNext(editor, by));
  }

  /** Over what somebody else saved, when `over` says which version that is. */
  async saveNow({ over }: { over?: number } = {}): Promise<void> {
    const scene = this.editor?.scene;
    if (!scene || this.save.is === 'saving') return;
    clearTimeout(this.#retryTimer);
    this.#setSave({ is: 'saving' });
    const images = await this.images.upload(imagesOf(scene));
    const answer = images.ok ? await saveScene(this.#api, scene, over ?? this.#baseVersion) : images;
    if (this.editor?.scene.sceneId !== scene.sceneId) return;
    this.#isWaiting = false;
    if (answer.ok) {
      this.#baseVersion = answer.value.version;
      this.#savedContent = contentOf(scene);
      this.#setSave(this.isChanged ? { is: 'changed' } : { is: 'saved', version: this.#baseVersion });
    } else if (answer.why === 'conflict') {
      this.#setSave({ is: 'conflict', detail: answer.detail, theirs: answer.theirs });
    } else if (answer.why === 'away') {
      this.#isWaiting = true;
      this.#retryTimer = setTimeout(() => void this.saveNow(), tryAgainMs);
      this.#setSave({ is: 'waiting', detail: answer.detail });
    } else this.#setSave(answer.why === 'key' ? { is: 'needs-key' } : { is: 'refused', detail: answer.detail });
    await this.keepNow();
  }

  /** The other one's version in place of ours, as a step that can be taken back. */
  takeTheirs(theirs: Scene): void {
    this.#baseVersion = theirs.version;
    this.#savedContent = contentOf(theirs);
    this.#step((editor) => replaced(editor, theirs));
    this.#setSave({ is: 'saved', version: theirs.version });
  }

  #step(step: (editor: Editor) => Editor): void {
    const before = this.editor;
    if (!before) return;
    const after = step(before);
    if (after === before) return;
    this.editor = after;
    if (after.scene !== before.scene) {
      this.#keepSoon();
      if (this.save.is !== 'saving' && this.save.is !== 'waiting' && this.save.is !== 'conflict')
        this.save = this.isChanged ? { is: 'changed' } : { is: 'saved', version: this.#baseVersion };
    }
    this.#changed();
  }

  #keepSoon(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => void this.keepNow(), keepAfterMs);
  }

  /** As it is, in this browser. */
  async keepNow(): Promise<void> {
    clearTimeout(this.#keepTimer);
    const scene = this.editor?.scene;
    if (!scene) return;
    const isKept = await keepDraft({
      ...{ eventId: this.eventId, scene, baseVersion: this.#baseVersion },
      ...{ savedContent: this.#savedContent, isWaiting: this.#isWaiting, changedAtMs: Date.now() },
    });
    if (this.cannotKeep !== !isKept) {
      this.cannotKeep = !isKept;
      this.#changed();
    }
  }

  #setSave(save: SaveState): void {
    this.save = save;
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** What of a scene somebody made: its number is the server's. */
function contentOf({ version: _, ...content }: Scene): string {
  return JSON.stringify(content);
}
