// This file imports nothing, so that it can speak before anything that needs the newer Node is loaded.

/** The oldest Node that runs our TypeScript as it stands. */
const needed = { major: 22, minor: 18 };

/** Ends the program with a sentence when this Node is too old: on an old one native modules crash without a word. */
export function assertNodeVersion(version: string = process.versions.node): void {
  const advice = nodeVersionAdvice(version);
  if (!advice) return;
  process.stderr.write(`${advice}\n`);
  process.exit(1);
}

/** What to do about this Node, or undefined when it will do. */
export function nodeVersionAdvice(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return undefined;
  return `Chute needs Node ${needed.major}.${needed.minor} or newer, and this is ${version}. The clone brings its own: start programs with "npm start", "npm run …" or "npx node …".`;
}
