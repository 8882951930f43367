/** A wall must not go dark. A browser lets go of the lock whenever the page is out of sight. */
export function stayAwake(): void {
  const ask = () => {
    // Refused on a low battery or by policy: then the machine's own settings decide.
    if (document.visibilityState === 'visible') void navigator.wakeLock?.request('screen').catch(() => {});
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}
