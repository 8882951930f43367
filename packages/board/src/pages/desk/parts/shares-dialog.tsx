import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { DeskApi } from '../../desk-api.ts';
import { ToolDialog } from '../../parts/tool-dialog.tsx';
import { createShare, listShares, type NewShare, pairScreen, revokeShare, type Share } from '../desk-requests.ts';
import type { DeskDisplay } from '../desk-store.ts';
import { AddressWithCode } from './address-with-code.tsx';
import { ShareTerms } from './share-terms.tsx';

const dayMs = 24 * 3_600_000;

/** Who may look at this display without a key: addresses, and screens that wait with six letters. */
export function SharesDialog({ api, display, onClose }: { api: DeskApi; display: DeskDisplay; onClose: () => void }) {
  const [shares, setShares] = useState<readonly Share[]>([]);
  const [terms, setTerms] = useState<NewShare>({ scope: 'look', lifetimeMs: dayMs });
  const [letters, setLetters] = useState('');
  const [address, setAddress] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const { displayId, name } = display;

  const lookAgain = useCallback(async () => {
    const answer = await listShares(api, displayId);
    if (answer.ok) setShares(answer.value.filter(({ isRevoked }) => !isRevoked));
    else setSaid(answer.detail);
  }, [api, displayId]);
  useEffect(() => void lookAgain(), [lookAgain]);

  const share = async () => {
    const answer = await createShare(api, displayId, terms);
    if (answer.ok) setAddress(location.origin + answer.value);
    setSaid(answer.ok ? '' : answer.detail);
    void lookAgain();
  };
  const pair = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await pairScreen(api, displayId, { letters: letters.trim().toUpperCase(), ...terms });
    setSaid(answer.ok ? `The screen with ${letters.toUpperCase()} now shows ${name}.` : answer.detail);
    if (answer.ok) setLetters('');
    void lookAgain();
  };
  const revoke = async (shareId: string) => {
    const answer = await revokeShare(api, displayId, shareId);
    if (!answer.ok) setSaid(answer.detail);
    void lookAgain();
  };
  return (
    <ToolDialog title={`Screens of ${name}`} onClose={onClose} isWide>
      <ShareTerms terms={terms} onChange={setTerms} />
      <div className="share-ways">
        <section className="panel" aria-label="A screen with six letters">
          <form onSubmit={(event) => void pair(event)} className="pair-form">
            <label htmlFor="pair-letters">Letters on the screen</label>
            <input
              id="pair-letters"
              className="pair-letters"
              type="text"
              value={letters}
              maxLength={6}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setLetters(target.value)}
            />
            <button type="submit" className="main-button" disabled={letters.trim().length !== 6}>
              Pair
            </button>
          </form>
        </section>
        <section className="panel" aria-label="An address">
          <button type="button" className="main-button" onClick={() => void share()}>
            Make an address
          </button>
          {address && <AddressWithCode address={address} />}
        </section>
      </div>
      {said && <p role="status">{said}</p>}
      <h3>Addresses that are open</h3>
      {shares.length === 0 && <p className="soft">None.</p>}
      <ul className="choice-list">
        {shares.map(({ shareId, scope, createdAt, expiresAt }) => (
          <li key={shareId}>
            <span>
              {scope === 'steer' ? 'May steer' : 'May look'} · made {when(createdAt)} ·{' '}
              {expiresAt ? `until ${when(expiresAt)}` : 'until it is revoked'}
            </span>
            <button type="button" aria-label={`Revoke the address made ${when(createdAt)}`} onClick={() => void revoke(shareId)}>
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </ToolDialog>
  );
}

const when = (instant: string) => new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
