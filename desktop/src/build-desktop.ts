import { cp } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { boardFolder } from '@chute/board';
import { build, type InlineConfig } from 'vite';

/**
 * `node build-desktop.ts FOLDER` makes of the sources what Electron runs: `main.js`, `preload.cjs` (a sandboxed preload is one file and no module) and the pages.
 * The board's are the very files that hub and edge serve.
 */
const folder = resolve(process.argv[2] ?? 'dist');
const common: InlineConfig = { configFile: false, envDir: false, logLevel: 'warn' };
const program = (entry: string, output: { format: 'es' | 'cjs'; entryFileNames: string }): InlineConfig => ({
  ...common,
  root: import.meta.dirname,
  ssr: { noExternal: true },
  build: {
    ssr: join(import.meta.dirname, entry),
    outDir: folder,
    emptyOutDir: false,
    target: 'node24',
    rolldownOptions: { external: ['electron', /^node:/, ...builtinModules], output },
  },
});

await build({
  ...common,
  root: join(import.meta.dirname, 'pages'),
  base: '/setup-assets/',
  build: {
    outDir: join(folder, 'pages', 'setup'),
    emptyOutDir: true,
    assetsDir: '',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
await build(program('main.ts', { format: 'es', entryFileNames: 'main.js' }));
await build(program('preload.ts', { format: 'cjs', entryFileNames: 'preload.cjs' }));
await cp(await boardFolder(), join(folder, 'pages', 'board'), { recursive: true, force: true });
