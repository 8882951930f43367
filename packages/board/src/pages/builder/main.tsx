import '../zod-settings.ts'; // first: before any schema is made
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/sofia-sans-condensed/wght.css';
import '../tokens.css';
import '../styles/base.css';
import '../styles/tools.css';
import './styles/builder.css';
import './styles/canvas.css';
import './styles/panels.css';
import './styles/dialogs.css';
import { createRoot } from 'react-dom/client';
import { BoardStore } from '../board-store.ts';
import { DeskApi } from '../desk-api.ts';
import { LastResort } from '../parts/last-resort.tsx';
import { readKey } from '../sign-in/kept-key.ts';
import { Builder } from './builder.tsx';
import { BuilderStore } from './builder-store.ts';
import { ImageShelf } from './image-shelf.ts';
import { openFirst } from './open-scene.ts';

const eventId = location.pathname.split('/')[2] ?? '';
const api = new DeskApi({ eventId, key: readKey() });
const store = new BuilderStore({ eventId, api, images: new ImageShelf({ eventId, api }) });
const board = new BoardStore({
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  nextFrame: (paint) => requestAnimationFrame(paint),
});

createRoot(document.getElementById('builder')!).render(
  <LastResort>
    <Builder store={store} board={board} />
  </LastResort>,
);

await openFirst(store);
