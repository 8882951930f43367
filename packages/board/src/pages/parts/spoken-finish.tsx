import { useEffect, useRef, useState } from 'react';

const pauseMs = 6_000;

/** For a screen reader: the newest finisher, but never faster than it can be said. */
export function SpokenFinish({ words }: { words: string }) {
  const [said, setSaid] = useState(words);
  const latest = useRef(words);
  latest.current = words;
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), pauseMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="sr-only" aria-live="polite">
      {said}
    </p>
  );
}
