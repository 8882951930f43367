import { useId } from 'react';
import type { NewShare, Scope } from '../desk-requests.ts';

const hourMs = 3_600_000;
const lifetimes = [
  { name: '2 hours', ms: 2 * hourMs },
  { name: 'A day', ms: 24 * hourMs },
  { name: 'A week', ms: 7 * 24 * hourMs },
  { name: '30 days', ms: 30 * 24 * hourMs },
  { name: 'Until it is revoked', ms: null },
] as const;

/** How long an address opens the display, and whether whoever has it may steer. */
export function ShareTerms({ terms, onChange }: { terms: NewShare; onChange: (terms: NewShare) => void }) {
  const scopeId = useId();
  const lifetimeId = useId();
  const at = lifetimes.findIndex(({ ms }) => ms === terms.lifetimeMs);
  return (
    <div className="form-grid">
      <div className="form-field">
        <label htmlFor={scopeId}>May</label>
        <select id={scopeId} value={terms.scope} onChange={({ target }) => onChange({ ...terms, scope: target.value as Scope })}>
          <option value="look">Look</option>
          <option value="steer">Look and steer</option>
        </select>
      </div>
      <div className="form-field">
        <label htmlFor={lifetimeId}>For</label>
        <select
          id={lifetimeId}
          value={at}
          onChange={({ target }) => onChange({ ...terms, lifetimeMs: lifetimes[Number(target.value)]!.ms })}
        >
          {lifetimes.map(({ name }, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
