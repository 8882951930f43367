import { registerHooks } from 'node:module';

/** `node --import` this, and whoever asks for `electron` gets the double. */
const double = new URL('./electron-in-chromium.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context)),
});
