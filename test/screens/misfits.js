// Runs in the page (checks.ts hands it over as text): texts that stick out of the screen or of their box, or are cut.
(() => {
  const found = [];
  const told = (what, element) => found.push(`${what}: <${element.className}> ${element.textContent.slice(0, 60)}`);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  for (const element of document.querySelectorAll('#board *, #announcer *')) {
    const isForEyes = !element.closest('.sr-only, option, select, dialog:not([open])');
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!isForEyes || !hasText || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (box.left < -1 || box.right > root.clientWidth + 1) told('out of the screen', element);
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') told('cut at the side', element);
    const clip = clipAround(element);
    if (element.matches('.row-name .fit-text') && clip?.querySelectorAll('.row-name').length > 1)
      told('free to reach over other rows', element);
    const frame = clip?.getBoundingClientRect();
    if (frame && (box.bottom > frame.bottom + 2 || box.top < frame.top - 2 || box.right > frame.right + 2 || box.left < frame.left - 2))
      told('cut by its frame', element);
  }
  for (const element of document.querySelectorAll('.fit[data-cut="true"], .boxed-words[data-cut="true"]')) {
    if (element.checkVisibility()) told('ends in an ellipsis', element);
  }
  for (const element of document.querySelectorAll('.boxed-words')) {
    const [words, box] = [element.getBoundingClientRect(), element.parentElement.getBoundingClientRect()];
    if (words.height > box.height * 1.02 + 1) told(`${Math.round(words.height - box.height)} px higher than its box`, element);
  }
  const texts = [...document.querySelectorAll('.layer-text .boxed-words')].filter(
    (element) => element.textContent.trim() && element.checkVisibility({ visibilityProperty: true }),
  );
  for (const [at, one] of texts.entries())
    for (const other of texts.slice(at + 1)) if (lieOverEachOther(one, other)) told(`over “${other.textContent.slice(0, 30)}”`, one);
  return found;

  function lieOverEachOther(one, other) {
    const [a, b] = [one, other].map((element) => {
      const words = document.createRange();
      words.selectNodeContents(element);
      const { left, right, top, bottom, height } = words.getBoundingClientRect();
      // Above and below its letters a font has room of its own.
      return { left, right, top: top + height * 0.16, bottom: bottom - height * 0.16 };
    });
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > 3 && down > 2;
  }

  function clipAround(element) {
    for (let around = element.parentElement; around && around !== root; around = around.parentElement) {
      const { overflow, overflowY, contain } = getComputedStyle(around);
      if (overflowY === 'auto') return null; // one scrolls to it
      if (overflow !== 'visible' || /paint|content|strict/.test(contain)) return around;
    }
    return null;
  }
})();
