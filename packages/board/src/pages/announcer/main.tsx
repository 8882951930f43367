import '../zod-settings.ts'; // first: before any schema is made
import '@fontsource-variable/inter/opsz.css';
import '../tokens.css';
import '../styles/base.css';
import '../styles/screen.css';
import '../styles/keys-help.css';
import '../styles/status-bar.css';
import './styles/announcer.css';
import './styles/runner-card.css';
import './styles/lists.css';
import './styles/find.css';
import { createRoot } from 'react-dom/client';
import { AnnouncerBook } from '../../picture/announcer/announcer-book.ts';
import { BoardStore } from '../board-store.ts';
import { forgetKept, keepPictures, readKept } from '../kept-picture.ts';
import { LastResort } from '../parts/last-resort.tsx';
import { Announcer } from './announcer.tsx';

const eventId = location.pathname.split('/')[2] ?? '';
/** Apart from the board's: it holds notes that are not for everyone. */
const keptAs = `${eventId} announcer`;
const book = new AnnouncerBook();
const store = new BoardStore(
  {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    nextFrame: (paint) => requestAnimationFrame(paint),
  },
  book,
);

// The copy first, so that a page without a link has something to read.
const copy = await readKept(keptAs);
if (copy) store.takeCopy(copy);
keepPictures(store, keptAs);

createRoot(document.getElementById('announcer')!).render(
  <LastResort>
    <Announcer store={store} book={book} eventId={eventId} forgetCopy={() => forgetKept(keptAs)} />
  </LastResort>,
);
