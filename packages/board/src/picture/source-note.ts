import type { Head } from '@chute/protocol';
import type { SourceNote } from './data-state.ts';

/** What a head's `link` means to someone who looks at the screen. At the edge the race goes on without the hub; at the hub nothing new comes without an edge. */
export function sourceNote({ source, link }: Pick<Head, 'source' | 'link'>): SourceNote {
  if (source === 'edge') return { isOlder: false, word: 'Live', sentence: edgeNotes[link.state] };
  return { isOlder: link.state === 'down', word: link.state === 'down' ? 'Edge offline' : 'Live', sentence: hubNotes[link.state] };
}

const edgeNotes = {
  up: 'from the timing box, hub connected',
  down: 'from the timing box, which times on without its hub',
  none: 'from the timing box',
};

const hubNotes = {
  up: 'from the hub',
  down: 'The hub hears no timing box: the newest finishers may be missing',
  none: 'from the hub',
};
