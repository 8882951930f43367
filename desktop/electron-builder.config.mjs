import { fuses } from './src/fuses.ts';

/** What `npm run package -w desktop` makes of `dist/`: one program for each system, with nothing in it but the bundle (no `node_modules`). */
export default {
  appId: 'org.chute-timing.desktop',
  productName: 'Chute',
  electronVersion: '45.4.1',
  directories: { output: 'dist-packages' },
  files: ['dist/**/*', 'package.json', '!node_modules/**/*'],
  asar: true,
  npmRebuild: false,
  electronFuses: fuses,
  linux: { target: ['AppImage', 'deb'], category: 'Utility', maintainer: 'Chute' },
  win: { target: ['nsis'] },
  mac: { target: ['dmg'], category: 'public.app-category.sports', hardenedRuntime: true },
};
