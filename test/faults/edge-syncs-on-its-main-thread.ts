import { plantFault } from './plant.ts';

// "Just a small file", written safely wherever something was stored.
plantFault({
  file: '/edge/src/edge.ts',
  find: '    this.#room?.stored(stored);\n',
  replace: `    this.#room?.stored(stored);
    const { closeSync, fsyncSync, openSync, writeSync } = process.getBuiltinModule('node:fs');
    const note = openSync(this.#rim.settings.dataFolder + '/last-seen', 'w');
    writeSync(note, String(Date.now()));
    fsyncSync(note);
    closeSync(note);
`,
});
