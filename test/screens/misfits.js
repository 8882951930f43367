// Runs in the page (checks.ts hands it over as text): texts that stick out of the screen or of their box, or are cut.
(() => {
  const found = [];
  const told = (what, element) => found.push(`${what}: <${element.className}> ${element.textContent.slice(0, 60)}`);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  for (const element of document.querySelectorAll('#board *')) {
    const isForEyes = !element.closest('.sr-only, option, select, dialog:not([open])');
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!isForEyes || !hasText) continue;
    const box = element.getBoundingClientRect();
    if (box.left < -1 || box.right > root.clientWidth + 1) told('out of the screen', element);
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') told('cut at the side', element);
    const frame = frameAround(element);
    if (frame && (box.bottom > frame.bottom + 2 || box.top < frame.top - 2 || box.right > frame.right + 2 || box.left < frame.left - 2))
      told('cut by its frame', element);
  }
  for (const element of document.querySelectorAll('.fit[data-cut="true"]')) told('ends in an ellipsis', element);
  return found;

  function frameAround(element) {
    for (let around = element.parentElement; around && around !== root; around = around.parentElement) {
      if (getComputedStyle(around).overflow !== 'visible') return around.getBoundingClientRect();
    }
    return null;
  }
})();
