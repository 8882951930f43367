import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { SignedIn } from './use-sign-in.ts';
import './sign-in.css';

/** `page`: what is behind the door; `isRefused`: the key that was given is not taken. */
type SignInFormProps = Pick<SignedIn, 'signIn'> & { page: string; source: string; isRefused: boolean };

/** Asks for a key. Shown when the source has said that it needs one, or does not take the one it was given. */
export function SignInForm({ signIn, page, source, isRefused }: SignInFormProps) {
  const [text, setText] = useState('');
  const [remember, setRemember] = useState(false);
  const keyId = useId();
  const helpId = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const key = text.trim();
    if (key !== '') signIn(key, { remember });
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h1>{page}</h1>
        <p className="sign-in-why" role={isRefused ? 'alert' : undefined}>
          {isRefused ? `${source} does not take this key.` : `${source} shows this page to whoever has a key.`}
        </p>
        {/* For browsers that keep passwords: they want to know whose it is. */}
        <input type="text" name="username" autoComplete="username" value={source} readOnly hidden />
        <label htmlFor={keyId}>Key</label>
        <input
          ref={input}
          id={keyId}
          type="password"
          value={text}
          onChange={({ target }) => setText(target.value)}
          autoComplete="current-password"
          spellCheck={false}
          aria-describedby={helpId}
          required
        />
        <p id={helpId} className="soft">
          The timer has it: a key of the hub, or the console key of the timing box. On the timing box itself none is asked for.
        </p>
        <label className="sign-in-remember">
          <input type="checkbox" checked={remember} onChange={({ target }) => setRemember(target.checked)} /> Remember on this computer
        </label>
        <button type="submit">Sign in</button>
      </form>
    </main>
  );
}
