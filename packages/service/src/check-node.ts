// `import '@chute/service/check-node'` as the first line of a main.ts: it runs before the imports below it are loaded.
import { assertNodeVersion } from './node-version.ts';

assertNodeVersion();
