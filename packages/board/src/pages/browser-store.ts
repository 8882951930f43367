/** A database of this browser with these object stores. Rejects where nothing may be kept, or another page holds an older one open. */
export function openBrowserStore(name: string, stores: readonly string[]): () => Promise<IDBDatabase> {
  let database: Promise<IDBDatabase> | undefined;
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of stores) request.result.createObjectStore(store);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new DOMException('blocked', 'TimeoutError'));
    });
  return () => {
    database ??= open();
    return database;
  };
}

export function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
