import './zod-settings.ts'; // first: before any schema is made
import '@fontsource-variable/inter/opsz.css';
import './tokens.css';
import './styles/base.css';
import './styles/screen.css';
import './styles/latest.css';
import './styles/leaders.css';
import './styles/keys-help.css';
import './styles/status-bar.css';
import './styles/layouts.css';
import './styles/motion.css';
import { createRoot } from 'react-dom/client';
import { Board } from './board.tsx';
import { BoardStore } from './board-store.ts';
import { keepPictures, readKept } from './kept-picture.ts';
import { followLive } from './live-link.ts';
import { LastResort } from './parts/last-resort.tsx';
import { sourcesInAddress } from './sources-in-address.ts';

const eventId = location.pathname.split('/')[2] ?? '';
const store = new BoardStore({
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  nextFrame: (paint) => requestAnimationFrame(paint),
});

createRoot(document.getElementById('board')!).render(
  <LastResort>
    <Board store={store} />
  </LastResort>,
);

// The copy first, so that a page without a link has something to show, and a page with one asks only for what is new.
const copy = await readKept(eventId);
if (copy) store.takeCopy(copy);
followLive(store, eventId, { sources: sourcesInAddress(location) });
keepPictures(store, eventId);
