export function toggleFullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A browser may refuse (a kiosk is full screen already): nothing is lost.
  change.catch(() => {});
}
