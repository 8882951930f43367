import { useEffect, useState } from 'react';
import { type Pairing, pairScreen } from './pairing.ts';

/** A screen that was opened without an address: its letters, large, until somebody at the desk has typed them. */
export function PairingScreen({ onCode }: { onCode: (code: string) => void }) {
  const [{ letters, code }, setPairing] = useState<Pairing>({ letters: null, code: null });
  useEffect(() => pairScreen(setPairing), []);
  useEffect(() => {
    if (code) onCode(code);
  }, [code, onCode]);
  if (!letters) {
    return (
      <main className="nothing">
        <h1>One moment</h1>
        <p>Waiting for {location.host} to give this screen its letters.</p>
      </main>
    );
  }
  return (
    <main className="nothing">
      <p>At the desk, open “Addresses and screens” and type</p>
      <h1 className="pairing-letters">{letters}</h1>
      <p>Then this screen shows the display that is chosen there.</p>
    </main>
  );
}
