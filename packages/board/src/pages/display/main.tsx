import '../zod-settings.ts'; // first: before any schema is made
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/sofia-sans-condensed/wght.css';
import '../tokens.css';
import '../styles/keys-help.css';
import './display.css';
import { createRoot } from 'react-dom/client';
import { BoardStore } from '../board-store.ts';
import { keepPictures, readKept } from '../kept-picture.ts';
import { LastResort } from '../parts/last-resort.tsx';
import { sourcesInAddress } from '../sources-in-address.ts';
import { followDisplay } from './display-link.ts';
import { DisplayScreen } from './display-screen.tsx';
import { DisplayStore } from './display-store.ts';
import { imageUrlOf } from './fetch-scenes.ts';
import { keepScenes } from './keep-scenes.ts';
import { PairingScreen } from './pairing-screen.tsx';
import { stayAwake } from './stay-awake.ts';

const code = location.pathname.split('/')[2] ?? '';
const isExact = new URLSearchParams(location.search).get('pixels') === 'exact';
const time = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  nextFrame: (paint: () => void) => requestAnimationFrame(paint),
};
const board = new BoardStore(time);
const display = new DisplayStore(time);
const root = createRoot(document.getElementById('board')!);
stayAwake();
if (code === '') pair();
else show();

/** The letters give way to the display, at its own address, so that a screen that is switched on again needs none. */
function pair(): void {
  const open = (found: string) => location.replace(`/d/${encodeURIComponent(found)}${location.search}`);
  root.render(
    <LastResort>
      <PairingScreen onCode={open} />
    </LastResort>,
  );
}

function show(): void {
  const { command } = followDisplay({ code, source: sourcesInAddress(location)[0] ?? '', board, screen: display });
  root.render(
    <LastResort>
      <DisplayScreen board={board} display={display} send={(asked) => void command(asked)} imageUrl={imageUrlOf(code)} isExact={isExact} />
    </LastResort>,
  );
  keepScenes(display, code);
}

// Which event it is, the desk says first. A page that was loaded again without a feed has the last picture to show.
const forgetOnce = display.subscribe(() => {
  const { state } = display;
  if (!state) return;
  forgetOnce();
  keepPictures(board, state.eventId);
  void readKept(state.eventId).then((copy) => copy && board.takeCopy(copy));
});
