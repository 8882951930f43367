export { type AppProcess, type AppStart, type Ending, runApp, startApp } from './app-process.ts';
export { AppStartError } from './app-start-error.ts';
export * from './apps.ts';
