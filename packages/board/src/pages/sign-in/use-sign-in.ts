import { useState } from 'react';
import { forgetKey, keepKey, readKey } from './kept-key.ts';

/** Whoever is here. Today a key; this is the place where user accounts come in. */
export type SignedIn = {
  /** Goes along as `auth.token` to Socket.IO and as `Authorization: Bearer` over HTTP; null = as anyone, which is enough on the machine of an edge. */
  key: string | null;
  signIn: (key: string, how: { remember: boolean }) => void;
  signOut: () => void;
};

export function useSignIn(): SignedIn {
  const [key, setKey] = useState(readKey);
  return {
    key,
    signIn: (given, how) => {
      keepKey(given, how);
      setKey(given);
    },
    signOut: () => {
      forgetKey();
      setKey(null);
    },
  };
}
