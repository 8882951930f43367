import type { Refusal } from './display-link.ts';

const words: Record<Refusal, string> = {
  unknown: 'No display has this address. Ask at the desk for a new one.',
  expired: 'This address has expired. Ask at the desk for a new one.',
  revoked: 'This address was taken back at the desk.',
  removed: 'This display was removed at the desk.',
  'not-allowed': 'This address does not show this display.',
  'bad-request': 'This is not the address of a display.',
};

/** Before the first word of the desk, and after its last. */
export function NothingToShow({ gone }: { gone: Refusal | null }) {
  return (
    <main className="nothing">
      <h1>{gone === null ? 'One moment' : 'Nothing to show'}</h1>
      <p>{gone === null ? 'Waiting for the desk to say what this screen shows.' : words[gone]}</p>
    </main>
  );
}
