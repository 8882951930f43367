import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { layoutAt } from '../../scene/editor/document.ts';
import type { ImageSource } from '../../scene/paint.ts';
import type { BoardStore } from '../board-store.ts';
import { DeskApi } from '../desk-api.ts';
import { KeysHelp } from '../parts/keys-help.tsx';
import { ToolDialog } from '../parts/tool-dialog.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import { useSignIn } from '../sign-in/use-sign-in.ts';
import { BuilderRoomProvider } from './builder-room.ts';
import type { BuilderStore } from './builder-store.ts';
import { download, exportScene } from './carry-scenes.ts';
import { Clipboard } from './clipboard.ts';
import { Canvas } from './parts/canvas.tsx';
import { ConflictDialog } from './parts/conflict-dialog.tsx';
import { ImagesDialog } from './parts/images-dialog.tsx';
import { ImportDialog } from './parts/import-dialog.tsx';
import { Inspector } from './parts/inspector.tsx';
import { LayerList } from './parts/layer-list.tsx';
import { NewDialog, SaveAsDialog } from './parts/new-dialog.tsx';
import { OpenDialog } from './parts/open-dialog.tsx';
import { PalettePanel } from './parts/palette-panel.tsx';
import { StateTabs } from './parts/state-tabs.tsx';
import { type DialogName, Toolbar } from './parts/toolbar.tsx';
import { ViewBar } from './parts/view-bar.tsx';
import { builderKeys, useBuilderKeys } from './use-builder-keys.ts';
import { useSceneData } from './use-scene-data.ts';
import { nextZoom, useView } from './use-view.ts';

type BuilderProps = { store: BuilderStore; board: BoardStore };

/** Where scenes are made. */
export function Builder({ store, board }: BuilderProps) {
  useSyncExternalStore(store.subscribe, store.version);
  return store.editor ? <Workshop store={store} board={board} /> : <p className="waiting">Opening …</p>;
}

function Workshop({ store, board }: BuilderProps) {
  const { view, look } = useView();
  const shown = useSceneData(board, { eventId: store.eventId, view });
  const { key, signIn } = useSignIn();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [zoom, setZoom] = useState(1);
  const [hasKeys, setHasKeys] = useState(true);
  const [said, setSaid] = useState('');
  const [choosing, setChoosing] = useState<((image: ImageSource) => void) | null>(null);
  const [clipboard] = useState(() => new Clipboard());
  const canvas = useRef<HTMLElement>(null);
  const settings = useRef<HTMLElement>(null);
  const palette = useRef<HTMLDivElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const { scene, place } = store.editor!;
  const { stage } = layoutAt(scene, place.layout);

  useEffect(() => store.takeApi(new DeskApi({ eventId: store.eventId, key })), [store, key]);
  useWarning(store);

  const play = () => look({ plays: view.plays + 1 });
  const goToLayer = () => settings.current?.querySelector<HTMLElement>('textarea, input:not([type=checkbox])')?.focus();
  useBuilderKeys({
    ...{ store, clipboard, hasKeys },
    actions: {
      zoomBy: (by) => look({ zoom: nextZoom(zoom, by) }),
      fit: () => look({ zoom: 'fit' }),
      toggleGrid: () => look({ hasGrid: !view.hasGrid }),
      play,
      goToPalette: () => palette.current?.querySelector('button')?.focus(),
      goToLayer,
      newScene: () => setDialog('new'),
      openScene: () => setDialog('open'),
      help: () => help.current?.showModal(),
    },
  });

  const { brand } = scene;
  const { event } = shown;
  const room = useMemo(
    () => ({
      ...{ brand, event, imageUrl: store.images.url },
      chooseImage: (chosen: (image: ImageSource) => void) => {
        setChoosing(() => chosen);
        setDialog('images');
      },
    }),
    [brand, event, store],
  );
  const close = () => {
    setDialog(null);
    setChoosing(null);
  };
  const exportNow = async () => {
    const { file, name, missing } = await exportScene(store);
    download(file, name);
    setSaid(missing > 0 ? `Exported without ${missing} pictures that are not here` : `Exported as ${name}`);
  };

  return (
    <BuilderRoomProvider value={room}>
      <div className="builder">
        <Toolbar store={store} onDialog={setDialog} onExport={() => void exportNow()} onHelp={() => help.current?.showModal()} />
        <div className="builder-side" ref={palette}>
          <PalettePanel store={store} onInsert={() => canvas.current?.focus()} />
          <LayerList store={store} />
        </div>
        <main className="builder-middle">
          <StateTabs store={store} />
          <Canvas {...{ store, shown, view, look, canvas }} onZoom={setZoom} onOpenLayer={goToLayer} />
          <ViewBar view={view} look={look} zoom={zoom} hasEvent={shown.event !== null} />
        </main>
        <Inspector store={store} panel={settings} onPlay={play} />
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
      {dialog === 'new' && <NewDialog store={store} onClose={close} />}
      {dialog === 'open' && <OpenDialog store={store} onClose={close} />}
      {dialog === 'save-as' && <SaveAsDialog store={store} onClose={close} />}
      {dialog === 'import' && <ImportDialog store={store} onClose={close} />}
      {dialog === 'images' && <ImagesDialog store={store} stage={stage} onChoose={choosing} onClose={close} />}
      {dialog === 'conflict' && store.save.is === 'conflict' && (
        <ConflictDialog store={store} theirs={store.save.theirs} detail={store.save.detail} shown={shown} onClose={close} />
      )}
      {dialog === 'sign-in' && (
        <ToolDialog title="Sign in to save" onClose={close}>
          <SignInForm
            page="Scene builder"
            source={location.host}
            isRefused={key !== null}
            signIn={(...given) => {
              signIn(...given);
              close();
            }}
          />
        </ToolDialog>
      )}
      <KeysHelp dialog={help} hasKeys={hasKeys} onKeys={setHasKeys} keys={builderKeys} />
    </BuilderRoomProvider>
  );
}

/** Before the page is left with work that is nowhere but in it. */
function useWarning(store: BuilderStore): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (store.cannotKeep && store.isChanged) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [store]);
}
