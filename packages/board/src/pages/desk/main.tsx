import '../zod-settings.ts'; // first: before any schema is made
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/sofia-sans-condensed/wght.css';
import '../tokens.css';
import '../styles/base.css';
import '../styles/tools.css';
import './styles/desk.css';
import './styles/desk-dialogs.css';
import './styles/messages.css';
import { createRoot } from 'react-dom/client';
import { Find } from '../../picture/announcer/find.ts';
import { BoardStore } from '../board-store.ts';
import { LastResort } from '../parts/last-resort.tsx';
import { Desk } from './desk.tsx';
import { DeskStore } from './desk-store.ts';

const eventId = location.pathname.split('/')[2] ?? '';
const find = new Find();
const time = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  nextFrame: (paint: () => void) => requestAnimationFrame(paint),
};
const board = new BoardStore(time, find);

createRoot(document.getElementById('desk')!).render(
  <LastResort>
    <Desk eventId={eventId} store={new DeskStore(time)} board={board} find={find} />
  </LastResort>,
);
