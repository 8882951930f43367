import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * `node build-pages.ts FOLDER` builds the pages into it. A process of its own, so that Vite's memory never stays in an edge or a hub.
 * React chooses its production build by NODE_ENV, which a test runner sets otherwise: so it is set before Vite is loaded.
 */
process.env.NODE_ENV = 'production';
const { build } = await import('vite');
const { default: react } = await import('@vitejs/plugin-react');
const { boardAssetsPath } = await import('./served-as.ts');

const outDir = process.argv[2];
if (!outDir) throw new Error('say into which folder');

const root = join(import.meta.dirname, 'pages');
/** Every page there is, each with its own HTML; what they share is built once. */
const input = (await readdir(root)).filter((name) => name.endsWith('.html')).map((page) => join(root, page));

await build({
  configFile: false,
  envDir: false,
  root,
  base: boardAssetsPath,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir,
    emptyOutDir: true,
    assetsDir: '',
    // The policy allows no data: addresses, so nothing is folded into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input,
      // The house's own modules do nothing when loaded but define things: what the page does not use stays out.
      treeshake: { moduleSideEffects: (id: string) => id.endsWith('.css') || id.includes('/src/pages/') },
    },
  },
});
