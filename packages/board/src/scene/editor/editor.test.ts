import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInScenes } from '../built-in/built-in-scenes.ts';
import { sceneSchema, sceneStates } from '../scene.ts';
import { stagePresets } from '../stage.ts';
import { alignments } from './arrange.ts';
import type { EditorCommand } from './commands.ts';
import { layersAt, layoutAt } from './document.ts';
import { type Editor, edit, goTo, newEditor, redo, select, selectNext, undo } from './editor.ts';
import { blankScene, sceneIdFor } from './new-scene.ts';
import { palette } from './palette.ts';

const stage = { width: 1920, height: 1080 };
const item = (id: string) => palette.find((one) => one.id === id)!.make(stage);
const blank = () => newEditor(blankScene({ sceneId: 'own', name: 'Own', stage }));
const withLayers = (...ids: string[]) => edit(blank(), { do: 'add', layers: ids.map(item) });
const ids = (editor: Editor) => layersAt(editor).map(({ id }) => id);
const box = (editor: Editor, id: string) => {
  const { x, y, width, height } = layersAt(editor).find((layer) => layer.id === id)!;
  return [x, y, width, height];
};

describe('what is done to a scene', () => {
  test('what is added lies on top, has a name of its own, and is selected', () => {
    const editor = edit(withLayers('name', 'shape'), { do: 'add', layers: [item('name')] });
    expect(ids(editor)).toEqual(['name', 'shape', 'name-2']);
    expect(editor.selected).toEqual(['name-2']);
  });

  test('a locked layer is neither moved nor deleted, and can be unlocked', () => {
    const locked = edit(withLayers('name'), { do: 'change', ids: ['name'], change: { locked: true } });
    expect(edit(locked, { do: 'move', byX: 10, byY: 0 })).toBe(locked);
    expect(edit(locked, { do: 'delete' })).toBe(locked);
    const free = edit(locked, { do: 'change', ids: ['name'], change: { locked: false } });
    expect(ids(edit(free, { do: 'delete' }))).toEqual([]);
  });

  test('no layer leaves the stage so far that it is lost', () => {
    const editor = edit(withLayers('bib'), { do: 'move', byX: 9_000, byY: -9_000 });
    const [x, y, , height] = box(editor, 'bib');
    expect([x, y! + height!]).toEqual([1900, 20]);
  });

  test('one layer lines up with the stage, several with each other', () => {
    const one = edit(select(withLayers('bib', 'time'), ['bib']), { do: 'align', to: 'left' });
    expect(box(one, 'bib')[0]).toBe(0);
    const both = edit(select(one, ['bib', 'time']), { do: 'align', to: 'bottom' });
    const [bib, time] = [box(both, 'bib'), box(both, 'time')];
    expect(bib[1]! + bib[3]!).toBe(time[1]! + time[3]!);
  });

  test('three are distributed with equal gaps', () => {
    let editor = withLayers('bib', 'qr', 'logo');
    for (const [id, x] of Object.entries({ bib: 0, qr: 390, logo: 1500 })) {
      const layer = layersAt(editor).find((one) => one.id === id)!;
      editor = edit(editor, { do: 'place', boxes: { [id]: { ...layer, x } } });
    }
    const spread = edit(editor, { do: 'distribute', along: 'x' });
    const [bib, qr, logo] = ['bib', 'qr', 'logo'].map((id) => box(spread, id));
    expect(qr![0]! - (bib![0]! + bib![2]!)).toBeCloseTo(logo![0]! - (qr![0]! + qr![2]!), 1);
  });

  test('the order changes by one step or all the way', () => {
    const editor = select(withLayers('name', 'bib', 'time'), ['name']);
    expect(ids(edit(editor, { do: 'order', to: 'forward' }))).toEqual(['bib', 'name', 'time']);
    expect(ids(edit(editor, { do: 'order', to: 'front' }))).toEqual(['bib', 'time', 'name']);
    expect(edit(editor, { do: 'order', to: 'back' })).toBe(editor);
  });

  test('a state is copied to another, and each goes its own way from then on', () => {
    const copied = edit(withLayers('name'), { do: 'copy-state', from: 'runner', to: 'podium' });
    const changed = edit(select(goTo(copied, { state: 'podium' }), ['name']), { do: 'move', byX: 20, byY: 0 });
    expect(changed.scene.states.podium[0]!.x).toBe(changed.scene.states.runner[0]!.x + 20);
  });

  test('a change that makes no scene of it is not made', () => {
    const editor = withLayers('name');
    expect(edit(editor, { do: 'change', ids: ['name'], change: { width: -4 } })).toBe(editor);
    expect(edit(editor, { do: 'name', name: '  ' })).toBe(editor);
    expect(edit(editor, { do: 'stage', stage: { width: 10, height: 10 }, isScaling: false })).toBe(editor);
  });

  test('a layout for another screen begins as this one, scaled to it', () => {
    const editor = edit(withLayers('name'), { do: 'add-layout', stage: { width: 1080, height: 1920 } });
    expect(editor.place.layout).toBe(1);
    expect(layoutAt(editor.scene, 1).states.runner[0]).toMatchObject({ id: 'name', width: 900 });
    expect(edit(editor, { do: 'remove-layout' }).scene.otherLayouts).toEqual([]);
  });
});

describe('undo and redo', () => {
  test('a drag is one step, a second drag another', () => {
    let editor = withLayers('bib');
    for (const n of [1, 2, 3]) editor = edit(editor, { do: 'move', byX: n, byY: 0 }, { joins: 'drag 1' });
    for (const n of [1, 2, 3]) editor = edit(editor, { do: 'move', byX: n, byY: 0 }, { joins: 'drag 2' });
    expect(editor.past).toHaveLength(3);
    expect(box(undo(editor), 'bib')[0]! - box(undo(undo(editor)), 'bib')[0]!).toBe(6);
  });

  test('what was taken back can be had again, until something else is done', () => {
    const editor = withLayers('bib');
    expect(redo(undo(editor)).scene).toBe(editor.scene);
    expect(edit(undo(editor), { do: 'add', layers: [item('qr')] }).future).toEqual([]);
  });

  test('it takes nobody back to another place than where the change was made', () => {
    const elsewhere = goTo(withLayers('bib'), { state: 'emergency' });
    expect(undo(edit(elsewhere, { do: 'add', layers: [item('text')] })).place.state).toBe('emergency');
  });

  test('taking back everything leads to the beginning, and every scene on the way is one', () => {
    const command: fc.Arbitrary<EditorCommand> = fc.oneof(
      fc.constantFrom(...palette).map((one): EditorCommand => ({ do: 'add', layers: [one.make(stage)] })),
      fc.record({ do: fc.constant('move' as const), byX: fc.integer(), byY: fc.integer() }),
      fc.constantFrom(...alignments).map((to): EditorCommand => ({ do: 'align', to })),
      fc.constantFrom('front', 'forward', 'backward', 'back').map((to): EditorCommand => ({ do: 'order', to })),
      fc.constantFrom<EditorCommand>({ do: 'duplicate' }, { do: 'delete' }, { do: 'distribute', along: 'y' }, { do: 'remove-layout' }),
      fc.record({ do: fc.constant('copy-state' as const), from: fc.constantFrom(...sceneStates), to: fc.constantFrom(...sceneStates) }),
      fc.constantFrom(...stagePresets).map(({ stage }): EditorCommand => ({ do: 'stage', stage, isScaling: true })),
      fc.constantFrom(...stagePresets).map(({ stage }): EditorCommand => ({ do: 'add-layout', stage })),
      fc.string().map((name): EditorCommand => ({ do: 'name', name })),
      fc.double().map((rotation): EditorCommand => ({ do: 'change', ids: ['name', 'text'], change: { rotation } })),
    );
    const step = fc.oneof(
      { weight: 4, arbitrary: command.map((one) => (editor: Editor) => edit(editor, one)) },
      fc.constantFrom(...sceneStates).map((state) => (editor: Editor) => goTo(editor, { state })),
      fc.constantFrom(1 as const, -1 as const).map((by) => (editor: Editor) => selectNext(editor, by)),
      fc.constant((editor: Editor) => select(editor, ids(editor))),
      fc.constant(undo),
      fc.constant(redo),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(blankScene({ sceneId: 'own', name: 'Own', stage }), builtInScenes[0]!),
        fc.array(step),
        (scene, steps) => {
          let editor = newEditor(scene);
          for (const next of steps) {
            editor = next(editor);
            const checked = sceneSchema.safeParse(editor.scene);
            expect(checked.success ? '' : checked.error.message).toBe('');
            expect(editor.selected.filter((id) => !ids(editor).includes(id))).toEqual([]);
          }
          while (editor.past.length > 0) editor = undo(editor);
          expect(editor.scene).toEqual(scene);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a scene id is made of the name, whatever the name is written in', () => {
  expect(sceneIdFor('Zieleinlauf  Süd!', 'x7')).toBe('zieleinlauf-su-d-x7');
  expect(sceneIdFor('結果', 'x7')).toBe('scene-x7');
});
