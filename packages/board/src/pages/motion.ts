/** Faster than this the eye wants the new state, not the way to it. */
export const calmMs = 180;

export const settle = 'cubic-bezier(0.16, 1, 0.3, 1)';

export const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
