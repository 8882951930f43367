import type { Page } from 'playwright-core';

/** What the browser of a page keeps to show without a link: by the name it is kept under, the names of its runners. */
export const keptPictures = (page: Page) => page.evaluate<Record<string, (string | null)[]>>(inPage);

const inPage = `new Promise((resolve, reject) => {
  const open = indexedDB.open('chute-board');
  open.onerror = () => reject(open.error);
  open.onsuccess = () => {
    const pictures = open.result.transaction('pictures').objectStore('pictures');
    const kept = {};
    const next = pictures.openCursor();
    next.onsuccess = () => {
      const { key, value } = next.result ?? {};
      if (key === undefined) { open.result.close(); return resolve(kept); }
      if (typeof key === 'string') kept[key] = [];
      else kept[key[0]].push(...value.map(({ name }) => name));
      next.result.continue();
    };
  };
})`;
