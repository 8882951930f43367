/** Brings the page up to date every second, part by part, so that nothing jumps under a finger; and says so when the edge does not answer any more. */
export const refreshScript = `
'use strict';
let heardAtMs = performance.now();
async function refresh() {
  try {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' }, cache: 'no-store', signal: AbortSignal.timeout(1500) });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const fresh of page.querySelectorAll('[data-part]')) {
      const shown = document.querySelector('[data-part="' + fresh.dataset.part + '"]');
      if (shown && shown.outerHTML !== fresh.outerHTML) shown.replaceWith(fresh);
    }
    document.title = page.title;
    heardAtMs = performance.now();
  } catch {
    const forS = Math.round((performance.now() - heardAtMs) / 1000);
    const state = document.querySelector('[data-part="state"]');
    state.className = 'alarm';
    document.title = state.querySelector('#word').textContent = 'No answer';
    const why = document.createElement('li');
    why.className = 'error';
    why.textContent = 'This edge has not answered for ' + forS + ' s. Look at its power and at the network; what is below is old.';
    state.querySelector('#reasons').replaceChildren(why);
  }
  setTimeout(refresh, 1000);
}
setTimeout(refresh, 1000);
`;
