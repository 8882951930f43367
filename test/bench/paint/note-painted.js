// Runs in the page before anything of its own (painted.ts puts the selector in): when each text that comes into such an element was on the screen.
((selector) => {
  const paintedAtMs = new Map();
  const seen = new Set();
  const look = () => {
    const fresh = [...document.querySelectorAll(selector)].map((element) => element.textContent).filter((text) => !seen.has(text));
    if (fresh.length === 0) return;
    for (const text of fresh) seen.add(text);
    requestAnimationFrame(() => {
      for (const text of fresh) paintedAtMs.set(text, performance.timeOrigin + performance.now());
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  globalThis.paintedAtMs = paintedAtMs;
})(SELECTOR);
